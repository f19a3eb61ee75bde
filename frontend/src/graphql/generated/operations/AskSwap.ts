/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { AskSwapMutation, AskSwapMutationVariables } from '../types'

export const AskSwap = operation<AskSwapMutation, AskSwapMutationVariables>('mutation', 'AskSwap', 'e1212c6c50d78f02ed81c9dc40e2ac5be444182a0208cd8702dcf4371d718e60')

/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { WithdrawSwapMutation, WithdrawSwapMutationVariables } from '../types'

export const WithdrawSwap = operation<WithdrawSwapMutation, WithdrawSwapMutationVariables>('mutation', 'WithdrawSwap', '2321e9707ea56913e671a2104f27ce39247f01513bd453bcb7dc33534621eeca')

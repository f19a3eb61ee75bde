/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { AcceptSwapMutation, AcceptSwapMutationVariables } from '../types'

export const AcceptSwap = operation<AcceptSwapMutation, AcceptSwapMutationVariables>('mutation', 'AcceptSwap', '519c357df2d918a7409d54f6de859b4847b17d197d2310091186df32f01a10a4')

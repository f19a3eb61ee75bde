/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { ChangeScoreWordingsMutation, ChangeScoreWordingsMutationVariables } from '../types'

export const ChangeScoreWordings = operation<ChangeScoreWordingsMutation, ChangeScoreWordingsMutationVariables>('mutation', 'ChangeScoreWordings', 'f0381035c9134a13cae4bcd01c6b03ce2a185e73652b7597dfdfe2ccfc1918ad')

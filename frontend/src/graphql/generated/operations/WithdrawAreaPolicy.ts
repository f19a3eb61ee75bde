/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { WithdrawAreaPolicyMutation, WithdrawAreaPolicyMutationVariables } from '../types'

export const WithdrawAreaPolicy = operation<WithdrawAreaPolicyMutation, WithdrawAreaPolicyMutationVariables>('mutation', 'WithdrawAreaPolicy', '910e79ef9ccf77cb8fc446ccd71c6651da1c85fa34c22c5168b84731491c4c71')

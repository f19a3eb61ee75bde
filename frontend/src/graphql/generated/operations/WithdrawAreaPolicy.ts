/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { WithdrawAreaPolicyMutation, WithdrawAreaPolicyMutationVariables } from '../types'

export const WithdrawAreaPolicy = operation<WithdrawAreaPolicyMutation, WithdrawAreaPolicyMutationVariables>('mutation', 'WithdrawAreaPolicy', '783bf4e8723687b0c8a792f6dd05729ddac026209804027c48370562f39b9857')

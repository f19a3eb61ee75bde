/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { WithdrawAreaPolicyMutation, WithdrawAreaPolicyMutationVariables } from '../types'

export const WithdrawAreaPolicy = operation<WithdrawAreaPolicyMutation, WithdrawAreaPolicyMutationVariables>('mutation', 'WithdrawAreaPolicy', '8559318617ae364450604e8ca582de56dda8e35a84473a20682e6d745cd3cda7')

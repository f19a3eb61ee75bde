/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { WithdrawLeaveDateMutation, WithdrawLeaveDateMutationVariables } from '../types'

export const WithdrawLeaveDate = operation<WithdrawLeaveDateMutation, WithdrawLeaveDateMutationVariables>('mutation', 'WithdrawLeaveDate', '391398be6537d04a5438a00fa339bf6e135d0578fd333247326b3f18f75c3519')

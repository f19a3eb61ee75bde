/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { WithdrawLeaveDateMutation, WithdrawLeaveDateMutationVariables } from '../types'

export const WithdrawLeaveDate = operation<WithdrawLeaveDateMutation, WithdrawLeaveDateMutationVariables>('mutation', 'WithdrawLeaveDate', '21c65e54db7653b06dafa369e34154314d9360ecf0512e83615c999ff5904520')

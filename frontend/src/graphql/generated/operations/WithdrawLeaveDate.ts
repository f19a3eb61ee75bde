/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { WithdrawLeaveDateMutation, WithdrawLeaveDateMutationVariables } from '../types'

export const WithdrawLeaveDate = operation<WithdrawLeaveDateMutation, WithdrawLeaveDateMutationVariables>('mutation', 'WithdrawLeaveDate', '182ba1a4d371517ae82fdc00e1e657cbb6fcacfcf9e7f60468c19bd6f5e19f05')

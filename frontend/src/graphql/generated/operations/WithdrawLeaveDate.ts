/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { WithdrawLeaveDateMutation, WithdrawLeaveDateMutationVariables } from '../types'

export const WithdrawLeaveDate = operation<WithdrawLeaveDateMutation, WithdrawLeaveDateMutationVariables>('mutation', 'WithdrawLeaveDate', '23d36bfb56509ffffa4eb429f08157841a38c8f3dc0eea53069f35cd6d10a6b2')

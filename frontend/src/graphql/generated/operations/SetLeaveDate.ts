/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { SetLeaveDateMutation, SetLeaveDateMutationVariables } from '../types'

export const SetLeaveDate = operation<SetLeaveDateMutation, SetLeaveDateMutationVariables>('mutation', 'SetLeaveDate', 'cef03c5553c7a2e041cb40d1876e4cd9eaef39da2aca64f6b5eb32946e531537')

/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { SetLeaveDateMutation, SetLeaveDateMutationVariables } from '../types'

export const SetLeaveDate = operation<SetLeaveDateMutation, SetLeaveDateMutationVariables>('mutation', 'SetLeaveDate', '954dfe43a4971c3a41ec16ae26b568f9de92c4e4cd0c81fe048881a2a22d04f8')

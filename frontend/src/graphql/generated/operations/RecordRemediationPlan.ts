/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { RecordRemediationPlanMutation, RecordRemediationPlanMutationVariables } from '../types'

export const RecordRemediationPlan = operation<RecordRemediationPlanMutation, RecordRemediationPlanMutationVariables>('mutation', 'RecordRemediationPlan', 'f8426ac6e53974f1d51f3a3a3b76ed7672748d4c92432a7788c196eff6437558')

/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { RecordRemediationPlanMutation, RecordRemediationPlanMutationVariables } from '../types'

export const RecordRemediationPlan = operation<RecordRemediationPlanMutation, RecordRemediationPlanMutationVariables>('mutation', 'RecordRemediationPlan', '21d3140efec800829de1c53a67463b0fda8685d2ce3b46742a4cbe8851d30434')

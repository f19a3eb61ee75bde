/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { RecordRemediationPlanMutation, RecordRemediationPlanMutationVariables } from '../types'

export const RecordRemediationPlan = operation<RecordRemediationPlanMutation, RecordRemediationPlanMutationVariables>('mutation', 'RecordRemediationPlan', 'b49054259371099c57194bdcc7e2691bfde50f5841ec44e99da35f8c410b2ad7')

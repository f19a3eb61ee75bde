/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { RecordRemediationPlanMutation, RecordRemediationPlanMutationVariables } from '../types'

export const RecordRemediationPlan = operation<RecordRemediationPlanMutation, RecordRemediationPlanMutationVariables>('mutation', 'RecordRemediationPlan', '50b1408cdfff10a6e5768ff42656a87773710991c5fe01cce0a8448208a9c1c5')

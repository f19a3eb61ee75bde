/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { RecordRemediationPlanMutation, RecordRemediationPlanMutationVariables } from '../types'

export const RecordRemediationPlan = operation<RecordRemediationPlanMutation, RecordRemediationPlanMutationVariables>('mutation', 'RecordRemediationPlan', 'be42f3f28a71076bdb9e52a52a7e92cf1871200154842b41bef6bce776a02d0f')

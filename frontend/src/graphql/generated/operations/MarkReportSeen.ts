/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { MarkReportSeenMutation, MarkReportSeenMutationVariables } from '../types'

export const MarkReportSeen = operation<MarkReportSeenMutation, MarkReportSeenMutationVariables>('mutation', 'MarkReportSeen', '8798ab509836de0fcc2aae0fd31bd39adfd49bf88c950bbfe480e2500fc0b04d')

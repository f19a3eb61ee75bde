/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { ReportHazardMutation, ReportHazardMutationVariables } from '../types'

export const ReportHazard = operation<ReportHazardMutation, ReportHazardMutationVariables>('mutation', 'ReportHazard', '10a803fb64cb85e022e0aee6b066632bcacc4e875eb9f8ea5cb519059125030d')

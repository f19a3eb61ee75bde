/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { ReportHazardMutation, ReportHazardMutationVariables } from '../types'

export const ReportHazard = operation<ReportHazardMutation, ReportHazardMutationVariables>('mutation', 'ReportHazard', 'bda7e4df3256cbf35337bcda3a2debf85b72373e086f29c78ac8b8d777e07432')

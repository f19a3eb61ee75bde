/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { ReportHazardMutation, ReportHazardMutationVariables } from '../types'

export const ReportHazard = operation<ReportHazardMutation, ReportHazardMutationVariables>('mutation', 'ReportHazard', '2083987cc3c5fdef80afa5bd49409dffe3de48ce3ba528f09cd6c40fbca5d30d')

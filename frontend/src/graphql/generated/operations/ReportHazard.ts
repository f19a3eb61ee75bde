/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { ReportHazardMutation, ReportHazardMutationVariables } from '../types'

export const ReportHazard = operation<ReportHazardMutation, ReportHazardMutationVariables>('mutation', 'ReportHazard', '1a15fecef76e17dbe5bdb966704f23772d4e8d96222a14c7ce3193bb2a18af36')

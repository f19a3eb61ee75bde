/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { ReportHazardMutation, ReportHazardMutationVariables } from '../types'

export const ReportHazard = operation<ReportHazardMutation, ReportHazardMutationVariables>('mutation', 'ReportHazard', '76f8c1fa74be6567ccd344da7b974ac314d572e4db26b8756ed15b6a32f167a0')

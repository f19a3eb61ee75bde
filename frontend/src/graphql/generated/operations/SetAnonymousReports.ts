/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { SetAnonymousReportsMutation, SetAnonymousReportsMutationVariables } from '../types'

export const SetAnonymousReports = operation<SetAnonymousReportsMutation, SetAnonymousReportsMutationVariables>('mutation', 'SetAnonymousReports', '1d5c336223fabed418269ec4a6be87bfddff9cb8fba74d2013025b267a12c3b0')

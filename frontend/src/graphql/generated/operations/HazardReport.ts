/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { HazardReportQuery, HazardReportQueryVariables } from '../types'

export const HazardReport = operation<HazardReportQuery, HazardReportQueryVariables>('query', 'HazardReport', 'f3f138fa6dfc2ac9423a796aca3e447b1c6089d1a336305003165fc3fc853f79')

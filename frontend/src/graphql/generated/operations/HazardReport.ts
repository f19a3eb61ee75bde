/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { HazardReportQuery, HazardReportQueryVariables } from '../types'

export const HazardReport = operation<HazardReportQuery, HazardReportQueryVariables>('query', 'HazardReport', 'fc043f24873660938dc95f0dcb5ed2e7d2ead0bb7457e79fbe6a340a40a59d9e')

/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { HazardReportQuery, HazardReportQueryVariables } from '../types'

export const HazardReport = operation<HazardReportQuery, HazardReportQueryVariables>('query', 'HazardReport', 'bf18c4a85578d7d9fa11ba96455d72f90abde3baae4a012a8cb489eb9d31d9ad')

/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { HazardReportTableQuery, HazardReportTableQueryVariables } from '../types'

export const HazardReportTable = operation<HazardReportTableQuery, HazardReportTableQueryVariables>('query', 'HazardReportTable', '644a0c55eb02bc9030687a11c941b1120e2ac854dfb78dc09a505a982ec8db7b')

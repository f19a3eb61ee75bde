/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { HazardReportsQuery, HazardReportsQueryVariables } from '../types'

export const HazardReports = operation<HazardReportsQuery, HazardReportsQueryVariables>('query', 'HazardReports', '7f025f9a36050a50beb42bc3ecdbc70e4e1e47d8477cdbb93c8ba3d8e1ebbf04')

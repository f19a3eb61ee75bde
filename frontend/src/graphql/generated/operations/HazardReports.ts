/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { HazardReportsQuery, HazardReportsQueryVariables } from '../types'

export const HazardReports = operation<HazardReportsQuery, HazardReportsQueryVariables>('query', 'HazardReports', '646740d905eaaaded284f79e9f0d98aded162489cecb89de993be7b1f8775e77')

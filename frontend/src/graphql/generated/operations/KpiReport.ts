/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { KpiReportQuery, KpiReportQueryVariables } from '../types'

export const KpiReport = operation<KpiReportQuery, KpiReportQueryVariables>('query', 'KpiReport', '6f41bc0331633a112a913c2556fd387385f34b9b4d599ed967bc4614686c62c8')

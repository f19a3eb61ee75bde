/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { OverviewRowsQuery, OverviewRowsQueryVariables } from '../types'

export const OverviewRows = operation<OverviewRowsQuery, OverviewRowsQueryVariables>('query', 'OverviewRows', 'b0c2dcefd0431f05bfb831ada837c1cb8a316c074f0818b6e6a62304dcc27c36')

/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { OverviewRowsQuery, OverviewRowsQueryVariables } from '../types'

export const OverviewRows = operation<OverviewRowsQuery, OverviewRowsQueryVariables>('query', 'OverviewRows', 'ed306bde583eeca2f667980d2b6d41e4de3c5be6ca00216a34300188d5d3becb')

/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { SourceCountsQuery, SourceCountsQueryVariables } from '../types'

export const SourceCounts = operation<SourceCountsQuery, SourceCountsQueryVariables>('query', 'SourceCounts', '1c048eae71f91d9e93a95f40fd81bb93f2e91d9ea4888250177824a9930964e4')

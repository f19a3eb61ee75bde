/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { SourceCountsQuery, SourceCountsQueryVariables } from '../types'

export const SourceCounts = operation<SourceCountsQuery, SourceCountsQueryVariables>('query', 'SourceCounts', 'f130edee23954407a654ea24167c40188205ee1cc2dac63069b4f0f4b2f99522')

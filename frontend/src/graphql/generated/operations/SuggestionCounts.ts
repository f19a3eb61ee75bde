/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { SuggestionCountsQuery, SuggestionCountsQueryVariables } from '../types'

export const SuggestionCounts = operation<SuggestionCountsQuery, SuggestionCountsQueryVariables>('query', 'SuggestionCounts', '47f89e435b66d1a995f8c2293e7e24a0c6389d773eb1b30732efe57a0c5e24b0')

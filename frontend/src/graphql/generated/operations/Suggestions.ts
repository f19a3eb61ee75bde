/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { SuggestionsQuery, SuggestionsQueryVariables } from '../types'

export const Suggestions = operation<SuggestionsQuery, SuggestionsQueryVariables>('query', 'Suggestions', 'ebfbeb585063a01d3b1a6553d110505ddf4d169469d06234a451eeaa0d3a6519')

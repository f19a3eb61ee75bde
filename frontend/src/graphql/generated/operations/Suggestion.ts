/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { SuggestionQuery, SuggestionQueryVariables } from '../types'

export const Suggestion = operation<SuggestionQuery, SuggestionQueryVariables>('query', 'Suggestion', 'e02653fca637ecf1233cfb5bdba7836d0981f0e90e57f80acc2db5dad6fca132')

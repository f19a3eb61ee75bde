/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { LastOfSuggestionQuery, LastOfSuggestionQueryVariables } from '../types'

export const LastOfSuggestion = operation<LastOfSuggestionQuery, LastOfSuggestionQueryVariables>('query', 'LastOfSuggestion', '04f881d933ed06d5b2f45e6f0ffb6c834dd3eae75837bff23a1ea4cd720fdc51')

/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { AnonymousSuggestionQuery, AnonymousSuggestionQueryVariables } from '../types'

export const AnonymousSuggestion = operation<AnonymousSuggestionQuery, AnonymousSuggestionQueryVariables>('query', 'AnonymousSuggestion', '9384efc5ae3cc9bd0927ce15f48306153f1ea2a46773028b80923e9d0b63570e')

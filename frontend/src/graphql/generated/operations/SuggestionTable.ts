/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { SuggestionTableQuery, SuggestionTableQueryVariables } from '../types'

export const SuggestionTable = operation<SuggestionTableQuery, SuggestionTableQueryVariables>('query', 'SuggestionTable', 'ee5fd9a313943e7e544719079870a29f6b9173fc2461c9e7676ee92b25c94861')

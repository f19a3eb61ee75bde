/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { SubmitSuggestionMutation, SubmitSuggestionMutationVariables } from '../types'

export const SubmitSuggestion = operation<SubmitSuggestionMutation, SubmitSuggestionMutationVariables>('mutation', 'SubmitSuggestion', '767fe54f2e437ac9b28f888b4f576d1d059c9175598d781d6ac8f94c9367463d')

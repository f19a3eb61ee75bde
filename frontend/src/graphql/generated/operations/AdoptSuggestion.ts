/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { AdoptSuggestionMutation, AdoptSuggestionMutationVariables } from '../types'

export const AdoptSuggestion = operation<AdoptSuggestionMutation, AdoptSuggestionMutationVariables>('mutation', 'AdoptSuggestion', 'd20ac29f5fbfe597fd65c263bd2d0a66ed13ccc253ee1614e10ee4155d50cc3a')

/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { DeclineSuggestionMutation, DeclineSuggestionMutationVariables } from '../types'

export const DeclineSuggestion = operation<DeclineSuggestionMutation, DeclineSuggestionMutationVariables>('mutation', 'DeclineSuggestion', 'd034d6c4c3b3fe2a294ff669f55420faa1310cb2592235257c8643b1c60b6943')

/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { SubmitSuggestionAnonymouslyMutation, SubmitSuggestionAnonymouslyMutationVariables } from '../types'

export const SubmitSuggestionAnonymously = operation<SubmitSuggestionAnonymouslyMutation, SubmitSuggestionAnonymouslyMutationVariables>('mutation', 'SubmitSuggestionAnonymously', '49468a72304fdee709238ef0fc86b7a7fe91de733de858aa836261d2bc1a8263')

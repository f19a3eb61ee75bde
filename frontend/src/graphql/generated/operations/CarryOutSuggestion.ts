/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { CarryOutSuggestionMutation, CarryOutSuggestionMutationVariables } from '../types'

export const CarryOutSuggestion = operation<CarryOutSuggestionMutation, CarryOutSuggestionMutationVariables>('mutation', 'CarryOutSuggestion', '6c7c8efacbc7b17631e00c06b401b554738f34142c857f801649f04e23d63633')

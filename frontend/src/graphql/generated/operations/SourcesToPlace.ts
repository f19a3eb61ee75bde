/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { SourcesToPlaceQuery, SourcesToPlaceQueryVariables } from '../types'

export const SourcesToPlace = operation<SourcesToPlaceQuery, SourcesToPlaceQueryVariables>('query', 'SourcesToPlace', 'f11f7f1e4849c16b02bd093585810b7417716303ca769e218233bdf92819e6e2')

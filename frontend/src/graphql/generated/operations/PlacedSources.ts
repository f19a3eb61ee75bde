/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { PlacedSourcesQuery, PlacedSourcesQueryVariables } from '../types'

export const PlacedSources = operation<PlacedSourcesQuery, PlacedSourcesQueryVariables>('query', 'PlacedSources', '46debb9e04c0b56716928de5a614e219a08baa263fd341e0697fdec396fdc76f')

/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { OverviewTilesQuery, OverviewTilesQueryVariables } from '../types'

export const OverviewTiles = operation<OverviewTilesQuery, OverviewTilesQueryVariables>('query', 'OverviewTiles', 'ddf646902632c8684e9e9464d26b9914e0aec904ca1b63dd3686a7afe612f994')

/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { OverviewTilesQuery, OverviewTilesQueryVariables } from '../types'

export const OverviewTiles = operation<OverviewTilesQuery, OverviewTilesQueryVariables>('query', 'OverviewTiles', 'dc7c6427ef3d2a677d90ee6cb01eb9f5c2223a196297e4971b2a2e6db8f53223')

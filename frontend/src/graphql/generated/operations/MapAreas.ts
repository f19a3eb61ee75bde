/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { MapAreasQuery, MapAreasQueryVariables } from '../types'

export const MapAreas = operation<MapAreasQuery, MapAreasQueryVariables>('query', 'MapAreas', 'cdd8cc7ea5220207e53d526d8cab122b1aabd03d6512d53186bed4b41d06ef10')

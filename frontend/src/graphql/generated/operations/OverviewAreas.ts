/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { OverviewAreasQuery, OverviewAreasQueryVariables } from '../types'

export const OverviewAreas = operation<OverviewAreasQuery, OverviewAreasQueryVariables>('query', 'OverviewAreas', 'c4bb893e84c3db8d70ae38234a86c6c032840bef3521ad13877bb2ab1f78fe4a')

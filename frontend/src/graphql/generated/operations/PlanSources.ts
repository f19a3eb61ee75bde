/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { PlanSourcesQuery, PlanSourcesQueryVariables } from '../types'

export const PlanSources = operation<PlanSourcesQuery, PlanSourcesQueryVariables>('query', 'PlanSources', 'dfa72b5a17397e83cf84ce292146ce0a74c5ae1ed256d22e40f71fcb976188ac')

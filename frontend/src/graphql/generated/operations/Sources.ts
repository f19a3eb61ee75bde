/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { SourcesQuery, SourcesQueryVariables } from '../types'

export const Sources = operation<SourcesQuery, SourcesQueryVariables>('query', 'Sources', '3d165ca98d53b21469c121a0ec3200079c5fb12c9d49625da176bafa99ea9356')

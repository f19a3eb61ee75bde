/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { BlindSourcesQuery, BlindSourcesQueryVariables } from '../types'

export const BlindSources = operation<BlindSourcesQuery, BlindSourcesQueryVariables>('query', 'BlindSources', 'c02d04b63c6fa094d78f428839348ee935c1c6932a25994b8d7737a8f6f269d6')

/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { BlindSourcesQuery, BlindSourcesQueryVariables } from '../types'

export const BlindSources = operation<BlindSourcesQuery, BlindSourcesQueryVariables>('query', 'BlindSources', 'f5bf98632440a8c7143df4060f4c314f85212ea34c1585e68572d26d6d7c957f')

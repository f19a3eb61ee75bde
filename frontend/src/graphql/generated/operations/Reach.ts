/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { ReachQuery, ReachQueryVariables } from '../types'

export const Reach = operation<ReachQuery, ReachQueryVariables>('query', 'Reach', 'b47bd6fa2865126d7dcf2a24ad40b48fcbfa356f3197fffeec226e8095c98c69')

/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { ReachQuery, ReachQueryVariables } from '../types'

export const Reach = operation<ReachQuery, ReachQueryVariables>('query', 'Reach', '8b41dd321d3ea61207831322cf90b0dfc46e6b7cae369104d679867113cbc08c')

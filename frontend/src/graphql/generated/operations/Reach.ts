/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { ReachQuery, ReachQueryVariables } from '../types'

export const Reach = operation<ReachQuery, ReachQueryVariables>('query', 'Reach', '391afa39d352a13b1583b0bbfa9ff2e9bddbf2398ab4d313141ee720cae457fb')

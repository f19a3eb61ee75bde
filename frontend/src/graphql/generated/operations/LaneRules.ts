/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { LaneRulesQuery, LaneRulesQueryVariables } from '../types'

export const LaneRules = operation<LaneRulesQuery, LaneRulesQueryVariables>('query', 'LaneRules', 'f89650b99e5ba24311d4273495df3d7c7bbabbe2ddfc02458786c50a570b73b7')

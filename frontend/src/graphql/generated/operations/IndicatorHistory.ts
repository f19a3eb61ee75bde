/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { IndicatorHistoryQuery, IndicatorHistoryQueryVariables } from '../types'

export const IndicatorHistory = operation<IndicatorHistoryQuery, IndicatorHistoryQueryVariables>('query', 'IndicatorHistory', 'b04571afb46c5f74816132005ddd5ef517f41692a2d6d18a244a1b96bc98c029')

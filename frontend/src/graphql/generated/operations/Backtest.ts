/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { BacktestQuery, BacktestQueryVariables } from '../types'

export const Backtest = operation<BacktestQuery, BacktestQueryVariables>('query', 'Backtest', '0b57fa4b4548e80f73ef7d4f36df165a8c5ee7ed4d6d3760993db9f747b406df')

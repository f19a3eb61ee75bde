/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { BacktestQuery, BacktestQueryVariables } from '../types'

export const Backtest = operation<BacktestQuery, BacktestQueryVariables>('query', 'Backtest', 'f23afcab3ae344fce1a6348fc31303c5b68a2b09d7c63388db0fbaa12fc7bcd9')

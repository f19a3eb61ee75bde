/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { RiskEventQuery, RiskEventQueryVariables } from '../types'

export const RiskEvent = operation<RiskEventQuery, RiskEventQueryVariables>('query', 'RiskEvent', '894fffd870004c11b658dd081b042adf4150c9ae5002808e56c6222e485e4476')

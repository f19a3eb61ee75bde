/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { RiskEventQuery, RiskEventQueryVariables } from '../types'

export const RiskEvent = operation<RiskEventQuery, RiskEventQueryVariables>('query', 'RiskEvent', '036a1119ddcf4521549ff333b59a847d7e9c3bb0e85af1c3abe2c94e356070a6')

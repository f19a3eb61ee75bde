/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { RiskEventQuery, RiskEventQueryVariables } from '../types'

export const RiskEvent = operation<RiskEventQuery, RiskEventQueryVariables>('query', 'RiskEvent', 'ba030599e31b41f7b4ed83c6bd0fd5922f6394e79e872b8aaefa0d7e79828007')

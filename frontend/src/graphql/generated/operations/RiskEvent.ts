/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { RiskEventQuery, RiskEventQueryVariables } from '../types'

export const RiskEvent = operation<RiskEventQuery, RiskEventQueryVariables>('query', 'RiskEvent', 'fe145d4a4bed58a48fd5df8b4bd1077da1eb103b83a4ccc762eb1303d0d4e60d')

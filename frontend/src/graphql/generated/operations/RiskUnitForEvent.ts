/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { RiskUnitForEventQuery, RiskUnitForEventQueryVariables } from '../types'

export const RiskUnitForEvent = operation<RiskUnitForEventQuery, RiskUnitForEventQueryVariables>('query', 'RiskUnitForEvent', '045eb8d4c2b167dc8399170733d34df57fd132a335f9ed1bff60489a18200c8c')

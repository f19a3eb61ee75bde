/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { RiskChangeQuery, RiskChangeQueryVariables } from '../types'

export const RiskChange = operation<RiskChangeQuery, RiskChangeQueryVariables>('query', 'RiskChange', '42fe93ec4f675fcf2966b5da0f025e65522526c6427941c4887618eca5bd9db9')

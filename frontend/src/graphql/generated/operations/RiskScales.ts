/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { RiskScalesQuery, RiskScalesQueryVariables } from '../types'

export const RiskScales = operation<RiskScalesQuery, RiskScalesQueryVariables>('query', 'RiskScales', '00dd19fca5dc2579bc5dd508b3f29af72b8d557555a5719fa36d27db0e7c94a4')

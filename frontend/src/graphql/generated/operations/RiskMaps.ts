/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { RiskMapsQuery, RiskMapsQueryVariables } from '../types'

export const RiskMaps = operation<RiskMapsQuery, RiskMapsQueryVariables>('query', 'RiskMaps', '5e94a6ad0e851abb3e9abf4efddc3da74a1997ef4a0b8a83a14d4bfd02d87108')

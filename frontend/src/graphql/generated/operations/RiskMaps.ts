/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { RiskMapsQuery, RiskMapsQueryVariables } from '../types'

export const RiskMaps = operation<RiskMapsQuery, RiskMapsQueryVariables>('query', 'RiskMaps', 'ff7cd8aa53d5cfd2f0e628ea114b27fa183c76e22b4c46db6df994124960ebfd')

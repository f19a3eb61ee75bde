/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { RiskScalesQuery, RiskScalesQueryVariables } from '../types'

export const RiskScales = operation<RiskScalesQuery, RiskScalesQueryVariables>('query', 'RiskScales', '26f41a1f6775d757f857e2d489535a4b168bb1c59420dc9a7993d6ec2aa183a2')

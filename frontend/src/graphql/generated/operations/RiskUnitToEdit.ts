/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { RiskUnitToEditQuery, RiskUnitToEditQueryVariables } from '../types'

export const RiskUnitToEdit = operation<RiskUnitToEditQuery, RiskUnitToEditQueryVariables>('query', 'RiskUnitToEdit', '17792a0dd9de35094a4d62b12d43c97d1a7f10eada5298e67503b4d1e5e5f50e')

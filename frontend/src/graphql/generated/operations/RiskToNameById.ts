/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { RiskToNameByIdQuery, RiskToNameByIdQueryVariables } from '../types'

export const RiskToNameById = operation<RiskToNameByIdQuery, RiskToNameByIdQueryVariables>('query', 'RiskToNameById', '750519353a3ec9334ac10d1143ba803a0d0899188d9b4ba85b9e48dd12822a75')

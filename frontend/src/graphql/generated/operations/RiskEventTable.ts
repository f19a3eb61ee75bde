/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { RiskEventTableQuery, RiskEventTableQueryVariables } from '../types'

export const RiskEventTable = operation<RiskEventTableQuery, RiskEventTableQueryVariables>('query', 'RiskEventTable', '0d9d16097adbe766ac1851e291d7a0653f65470e29a05731ade768e81e86e9e2')

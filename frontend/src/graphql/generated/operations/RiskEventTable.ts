/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { RiskEventTableQuery, RiskEventTableQueryVariables } from '../types'

export const RiskEventTable = operation<RiskEventTableQuery, RiskEventTableQueryVariables>('query', 'RiskEventTable', 'db02409a4e2b05c26f84be1a130876cbe2d9e1ca9590c41ffae4191fd7cc5b5c')

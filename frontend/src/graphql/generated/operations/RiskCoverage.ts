/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { RiskCoverageQuery, RiskCoverageQueryVariables } from '../types'

export const RiskCoverage = operation<RiskCoverageQuery, RiskCoverageQueryVariables>('query', 'RiskCoverage', '07c786438ea8eb1ec5d4dd1a9ef600e28aea88f7266304e80e1a46ae8aa4a5cf')

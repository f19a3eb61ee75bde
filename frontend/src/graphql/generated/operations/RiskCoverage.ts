/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { RiskCoverageQuery, RiskCoverageQueryVariables } from '../types'

export const RiskCoverage = operation<RiskCoverageQuery, RiskCoverageQueryVariables>('query', 'RiskCoverage', 'b9f8ed4055a15d9c8f91029a57a8738a15d2bb07f8b07579effc6447f3b30d57')

/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { AnonymousReportQuery, AnonymousReportQueryVariables } from '../types'

export const AnonymousReport = operation<AnonymousReportQuery, AnonymousReportQueryVariables>('query', 'AnonymousReport', 'b1f908e77cb82e71ee336611cda47c98f10ac3778d8d9edb88c2a010e1668b7d')

/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { AnonymousReportQuery, AnonymousReportQueryVariables } from '../types'

export const AnonymousReport = operation<AnonymousReportQuery, AnonymousReportQueryVariables>('query', 'AnonymousReport', '436cebed8bf113b76dcc7cb9b3c4ee8a49ac91b55bbe1283f70bcbc1a10f6473')

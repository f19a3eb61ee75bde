/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { AnonymousReportQuery, AnonymousReportQueryVariables } from '../types'

export const AnonymousReport = operation<AnonymousReportQuery, AnonymousReportQueryVariables>('query', 'AnonymousReport', '4a31f78ebb0d272fa2f6cd81ca05768efaa325025d4a3f3423b2f77e63344b8d')

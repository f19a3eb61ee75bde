/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { AnonymousReportQuery, AnonymousReportQueryVariables } from '../types'

export const AnonymousReport = operation<AnonymousReportQuery, AnonymousReportQueryVariables>('query', 'AnonymousReport', '125424a09fead50e894fd4482fc07990e52e29dab47a6a53c83474cccc858073')

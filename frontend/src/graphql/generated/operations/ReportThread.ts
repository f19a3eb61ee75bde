/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { ReportThreadQuery, ReportThreadQueryVariables } from '../types'

export const ReportThread = operation<ReportThreadQuery, ReportThreadQueryVariables>('query', 'ReportThread', '2127a034aea8f0f655b47907f8948fd78dab059aaa9756d6e2942a3aa6a73dfd')

/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { LastOfReportQuery, LastOfReportQueryVariables } from '../types'

export const LastOfReport = operation<LastOfReportQuery, LastOfReportQueryVariables>('query', 'LastOfReport', 'dd8887c2e545af33d1ef27de1677deead4d6154f1fc7e112dacca8f6bb99d908')

/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { LastOfReportQuery, LastOfReportQueryVariables } from '../types'

export const LastOfReport = operation<LastOfReportQuery, LastOfReportQueryVariables>('query', 'LastOfReport', '830b43abf0a72a6351eb96cbdff93c8fda73e685c5c2400f7399b813c8c575a1')

/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { AlertTableQuery, AlertTableQueryVariables } from '../types'

export const AlertTable = operation<AlertTableQuery, AlertTableQueryVariables>('query', 'AlertTable', '3454625d62938a2ec19175612b031e62d497c8f20ac08ea37f5360ee00adc8b3')

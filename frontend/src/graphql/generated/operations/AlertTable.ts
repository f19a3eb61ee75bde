/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { AlertTableQuery, AlertTableQueryVariables } from '../types'

export const AlertTable = operation<AlertTableQuery, AlertTableQueryVariables>('query', 'AlertTable', '2b996812f5a94bbd2c22988ba176a8738c3544524a878db48a632d9f02ff305c')

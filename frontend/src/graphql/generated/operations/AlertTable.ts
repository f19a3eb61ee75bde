/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { AlertTableQuery, AlertTableQueryVariables } from '../types'

export const AlertTable = operation<AlertTableQuery, AlertTableQueryVariables>('query', 'AlertTable', '9d99b73fa9e75784d0d08d6eda8cd03f3bd688cad9441069590e3c727d72269e')

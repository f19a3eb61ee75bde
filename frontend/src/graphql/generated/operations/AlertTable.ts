/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { AlertTableQuery, AlertTableQueryVariables } from '../types'

export const AlertTable = operation<AlertTableQuery, AlertTableQueryVariables>('query', 'AlertTable', '98c57cd4ad726b8581850028d0427013aab8cd88329420cf5444210e659da4be')

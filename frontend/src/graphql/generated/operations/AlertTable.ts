/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { AlertTableQuery, AlertTableQueryVariables } from '../types'

export const AlertTable = operation<AlertTableQuery, AlertTableQueryVariables>('query', 'AlertTable', 'a7ccf055ac628bd2bc31f846c000fdba7b862ab184bcb1de5b1cb331e083bca9')

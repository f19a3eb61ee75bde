/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { SourceTableQuery, SourceTableQueryVariables } from '../types'

export const SourceTable = operation<SourceTableQuery, SourceTableQueryVariables>('query', 'SourceTable', '75ed9f413e4ec1c4b6c8fd97128c7e7ff23ad758bd90632d21845f96a9e0f7c5')

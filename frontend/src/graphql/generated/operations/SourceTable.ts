/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { SourceTableQuery, SourceTableQueryVariables } from '../types'

export const SourceTable = operation<SourceTableQuery, SourceTableQueryVariables>('query', 'SourceTable', '20ba043226fd6a04c8b8166d55ce71481134ccdb9aad227c2e2c0c502ccf6743')

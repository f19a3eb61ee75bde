/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { SourceTableQuery, SourceTableQueryVariables } from '../types'

export const SourceTable = operation<SourceTableQuery, SourceTableQueryVariables>('query', 'SourceTable', 'e1f26b0a82135ac225a3103a10eeb0c7aef262752e74368ad84c593e77f2e544')

/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { SourceQuery, SourceQueryVariables } from '../types'

export const Source = operation<SourceQuery, SourceQueryVariables>('query', 'Source', 'f50113931da1c0ebbfaf89c4e28285278f932f69c6838ba612d378ead892c34a')

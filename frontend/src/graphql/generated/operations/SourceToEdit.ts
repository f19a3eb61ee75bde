/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { SourceToEditQuery, SourceToEditQueryVariables } from '../types'

export const SourceToEdit = operation<SourceToEditQuery, SourceToEditQueryVariables>('query', 'SourceToEdit', '4fbf548485c204fd72e5664cb0331abbcb9dd3d6d538d416135b81452476a55e')

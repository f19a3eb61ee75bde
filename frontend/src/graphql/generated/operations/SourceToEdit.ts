/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { SourceToEditQuery, SourceToEditQueryVariables } from '../types'

export const SourceToEdit = operation<SourceToEditQuery, SourceToEditQueryVariables>('query', 'SourceToEdit', 'f5494f307660923ea6c16a13e910762111c5a1d661247241dc85009c9a9e3e69')

/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { ArchivedCasesQuery, ArchivedCasesQueryVariables } from '../types'

export const ArchivedCases = operation<ArchivedCasesQuery, ArchivedCasesQueryVariables>('query', 'ArchivedCases', '54da7d28df2e0ab7d809735f567cbb5821b6e726aff594a9ea8fca056c0cdbd7')

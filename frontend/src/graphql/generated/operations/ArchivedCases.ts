/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { ArchivedCasesQuery, ArchivedCasesQueryVariables } from '../types'

export const ArchivedCases = operation<ArchivedCasesQuery, ArchivedCasesQueryVariables>('query', 'ArchivedCases', '7d1892f4402c046997076e19da35c3a6feb3ed729bf8c39adba352923c5a24af')

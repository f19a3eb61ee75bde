/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { CaseQuery, CaseQueryVariables } from '../types'

export const Case = operation<CaseQuery, CaseQueryVariables>('query', 'Case', 'abdd69d0482d9fc4a12369c9ee6315e72a5bb80619d18839e851dca17333ee86')

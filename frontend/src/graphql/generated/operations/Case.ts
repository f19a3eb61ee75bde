/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { CaseQuery, CaseQueryVariables } from '../types'

export const Case = operation<CaseQuery, CaseQueryVariables>('query', 'Case', '81b1d6ffc6d5308bc0189e493f362089707624e8877b4ca2e69fed96853c45f0')

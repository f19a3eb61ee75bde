/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { CaseQuery, CaseQueryVariables } from '../types'

export const Case = operation<CaseQuery, CaseQueryVariables>('query', 'Case', 'dd7f770d0a6c929b5d81ee7ffb6ff519c06373bbefbe1cf91d27a1f2c4f70fa4')

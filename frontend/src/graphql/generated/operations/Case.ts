/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { CaseQuery, CaseQueryVariables } from '../types'

export const Case = operation<CaseQuery, CaseQueryVariables>('query', 'Case', '4acb59aaa428df98d13f35cbfe8ea5ce137cbd73f66e5a28743a8dfcc8debf94')

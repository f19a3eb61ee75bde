/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { CaseQuery, CaseQueryVariables } from '../types'

export const Case = operation<CaseQuery, CaseQueryVariables>('query', 'Case', 'e1b54406371e510ca76cad113ba8c38e2a99898655e98e363cbfb2a0ac2d8958')

/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { CaseQuery, CaseQueryVariables } from '../types'

export const Case = operation<CaseQuery, CaseQueryVariables>('query', 'Case', 'e895e1a88eeabdd34b1aee44bfcdf4f492491c68b7b353a45dc0f7469a0cfdb1')

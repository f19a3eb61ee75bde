/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { ShiftCandidatesQuery, ShiftCandidatesQueryVariables } from '../types'

export const ShiftCandidates = operation<ShiftCandidatesQuery, ShiftCandidatesQueryVariables>('query', 'ShiftCandidates', '59eb533dc6a12f6a2306f258838a28cad0e61ee6d73d715d680f55ed446b554d')

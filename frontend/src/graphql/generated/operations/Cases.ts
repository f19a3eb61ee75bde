/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { CasesQuery, CasesQueryVariables } from '../types'

export const Cases = operation<CasesQuery, CasesQueryVariables>('query', 'Cases', 'd6bf4eab7459264be3b01c28dc121082fd43029cc34498e7df9b1aa24bb2747c')

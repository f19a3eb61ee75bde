/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { CasesQuery, CasesQueryVariables } from '../types'

export const Cases = operation<CasesQuery, CasesQueryVariables>('query', 'Cases', '378308b86d92fb1d3a4b13bf12413a9b5cb24bc71febb786685f11fabd1ac0f1')

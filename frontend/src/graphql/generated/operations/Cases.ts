/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { CasesQuery, CasesQueryVariables } from '../types'

export const Cases = operation<CasesQuery, CasesQueryVariables>('query', 'Cases', 'c73f158cc90812964ab4aea2474899fabb09af25c506d2014323c8233a9b8e67')

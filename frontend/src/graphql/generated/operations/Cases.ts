/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { CasesQuery, CasesQueryVariables } from '../types'

export const Cases = operation<CasesQuery, CasesQueryVariables>('query', 'Cases', 'bf32e2a39b81012733cc5fcb48249f4ae21f3453f5d4c06d80484d0bb6f6a83d')

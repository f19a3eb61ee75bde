/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { ArchivedCasesQuery, ArchivedCasesQueryVariables } from '../types'

export const ArchivedCases = operation<ArchivedCasesQuery, ArchivedCasesQueryVariables>('query', 'ArchivedCases', 'bb91339a82ab822e5e1107413d7ace7a263513a090f71f28d09e67acedc2d096')

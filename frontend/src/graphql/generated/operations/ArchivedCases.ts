/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { ArchivedCasesQuery, ArchivedCasesQueryVariables } from '../types'

export const ArchivedCases = operation<ArchivedCasesQuery, ArchivedCasesQueryVariables>('query', 'ArchivedCases', 'bf33b3f3c64494721ed9fc17a43340b1c469264267aaa2df4214e637c0265a23')

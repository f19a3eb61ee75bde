/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { WorkPackCasesQuery, WorkPackCasesQueryVariables } from '../types'

export const WorkPackCases = operation<WorkPackCasesQuery, WorkPackCasesQueryVariables>('query', 'WorkPackCases', '5d6099d412e011b1587e7c58f60b0ad040b5530898b3b1a4d8a1c607f45ec64c')

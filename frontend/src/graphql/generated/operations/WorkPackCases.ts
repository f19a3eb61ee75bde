/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { WorkPackCasesQuery, WorkPackCasesQueryVariables } from '../types'

export const WorkPackCases = operation<WorkPackCasesQuery, WorkPackCasesQueryVariables>('query', 'WorkPackCases', '86cbe82237b21f2540a315cbdbe96fe4ffcb053c5a77be0e6eba82700819a775')

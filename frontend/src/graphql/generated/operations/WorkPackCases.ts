/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { WorkPackCasesQuery, WorkPackCasesQueryVariables } from '../types'

export const WorkPackCases = operation<WorkPackCasesQuery, WorkPackCasesQueryVariables>('query', 'WorkPackCases', 'cb06dcfaf1076a552e68ead38eb322cc72597fb5d3d5c3ab840485b11a81b297')

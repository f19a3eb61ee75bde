/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { WorkPackCasesQuery, WorkPackCasesQueryVariables } from '../types'

export const WorkPackCases = operation<WorkPackCasesQuery, WorkPackCasesQueryVariables>('query', 'WorkPackCases', 'dd4516e86314b90dba4a28711f9bf01161008da89a4891e470e93b32015fdd96')

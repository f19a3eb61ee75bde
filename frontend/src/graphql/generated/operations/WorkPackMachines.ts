/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { WorkPackMachinesQuery, WorkPackMachinesQueryVariables } from '../types'

export const WorkPackMachines = operation<WorkPackMachinesQuery, WorkPackMachinesQueryVariables>('query', 'WorkPackMachines', 'c69093dfe06f7832bd7794e238fc7fb0e2681bfc8947b7fbdfbd4d35b04065c3')

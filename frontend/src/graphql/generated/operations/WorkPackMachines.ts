/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { WorkPackMachinesQuery, WorkPackMachinesQueryVariables } from '../types'

export const WorkPackMachines = operation<WorkPackMachinesQuery, WorkPackMachinesQueryVariables>('query', 'WorkPackMachines', '6f1f172d0b08500c0f34ce4ffc273e3ae25b1348d9f2f52a1f8e540aa8515aa1')

/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { WorkPackMachinesQuery, WorkPackMachinesQueryVariables } from '../types'

export const WorkPackMachines = operation<WorkPackMachinesQuery, WorkPackMachinesQueryVariables>('query', 'WorkPackMachines', '11657504f1a81d4bc8ec5085eb902f5d087a90a1a97c6e1254644be8ef9f1224')

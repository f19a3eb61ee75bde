/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { WorkPackMachinesQuery, WorkPackMachinesQueryVariables } from '../types'

export const WorkPackMachines = operation<WorkPackMachinesQuery, WorkPackMachinesQueryVariables>('query', 'WorkPackMachines', 'd31798bb051da318a0d79dbedd588ab69a11c3b13b2e14623bc3cd24a7a219c6')

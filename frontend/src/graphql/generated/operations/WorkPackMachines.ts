/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { WorkPackMachinesQuery, WorkPackMachinesQueryVariables } from '../types'

export const WorkPackMachines = operation<WorkPackMachinesQuery, WorkPackMachinesQueryVariables>('query', 'WorkPackMachines', '4352000c55f981b010c8defdd201f756c330559af4d4c208853ba3ac61bae239')

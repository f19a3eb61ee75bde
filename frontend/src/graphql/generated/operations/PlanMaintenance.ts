/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { PlanMaintenanceMutation, PlanMaintenanceMutationVariables } from '../types'

export const PlanMaintenance = operation<PlanMaintenanceMutation, PlanMaintenanceMutationVariables>('mutation', 'PlanMaintenance', 'fdb7a8584d1066b037da136a9b2eb3b853cb7871771c7453de667a17432581ef')

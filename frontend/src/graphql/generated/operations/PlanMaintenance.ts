/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { PlanMaintenanceMutation, PlanMaintenanceMutationVariables } from '../types'

export const PlanMaintenance = operation<PlanMaintenanceMutation, PlanMaintenanceMutationVariables>('mutation', 'PlanMaintenance', 'd1795ebc586290426e3d0442d2162613523bd4001ed78619940d213e83a8583e')

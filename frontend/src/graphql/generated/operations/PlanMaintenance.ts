/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { PlanMaintenanceMutation, PlanMaintenanceMutationVariables } from '../types'

export const PlanMaintenance = operation<PlanMaintenanceMutation, PlanMaintenanceMutationVariables>('mutation', 'PlanMaintenance', '8ed862bdf0de4d85f26c11bf5e6c9dd1cc2c9b7f1f93eeca23d96503e8e314ea')

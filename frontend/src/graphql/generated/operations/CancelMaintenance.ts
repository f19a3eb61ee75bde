/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { CancelMaintenanceMutation, CancelMaintenanceMutationVariables } from '../types'

export const CancelMaintenance = operation<CancelMaintenanceMutation, CancelMaintenanceMutationVariables>('mutation', 'CancelMaintenance', '8832ac11dd76631c6b6f2cf80bed3adc09aefcf3cf17f4d7147a303f45b1ec51')

/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { CancelMaintenanceMutation, CancelMaintenanceMutationVariables } from '../types'

export const CancelMaintenance = operation<CancelMaintenanceMutation, CancelMaintenanceMutationVariables>('mutation', 'CancelMaintenance', 'd1d76d25c6482605a914fcfe837c617c2106f9e5e088685962bb3dee4d74e02c')

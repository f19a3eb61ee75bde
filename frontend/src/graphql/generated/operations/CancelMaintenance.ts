/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { CancelMaintenanceMutation, CancelMaintenanceMutationVariables } from '../types'

export const CancelMaintenance = operation<CancelMaintenanceMutation, CancelMaintenanceMutationVariables>('mutation', 'CancelMaintenance', 'f83001824c7bb2336e789c1b2cdcd25cd35fd8c32ba575b215371b57a7b92686')

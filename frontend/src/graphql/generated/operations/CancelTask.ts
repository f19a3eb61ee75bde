/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { CancelTaskMutation, CancelTaskMutationVariables } from '../types'

export const CancelTask = operation<CancelTaskMutation, CancelTaskMutationVariables>('mutation', 'CancelTask', '3cab0176751cc2bc4847a5439ad0f6a0f9a331baab2bccfcdf7923c52818eeb1')

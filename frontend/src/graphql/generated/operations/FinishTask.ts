/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { FinishTaskMutation, FinishTaskMutationVariables } from '../types'

export const FinishTask = operation<FinishTaskMutation, FinishTaskMutationVariables>('mutation', 'FinishTask', 'e7d6d09940928cc197b6d902ed70a0b0e299038b0a051ecd28d7892c77a2891a')

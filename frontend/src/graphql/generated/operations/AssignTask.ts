/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { AssignTaskMutation, AssignTaskMutationVariables } from '../types'

export const AssignTask = operation<AssignTaskMutation, AssignTaskMutationVariables>('mutation', 'AssignTask', '4d1339ea9dfa627f8b00c9a165312ee7eab40268927141b55d1a3d9f0aa6aa6d')

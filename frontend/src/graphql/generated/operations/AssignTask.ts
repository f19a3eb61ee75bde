/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { AssignTaskMutation, AssignTaskMutationVariables } from '../types'

export const AssignTask = operation<AssignTaskMutation, AssignTaskMutationVariables>('mutation', 'AssignTask', '615138f5f8fd937ce8dd493609e0031d18a4ca016be9c8b8965a59f3d74a58ec')

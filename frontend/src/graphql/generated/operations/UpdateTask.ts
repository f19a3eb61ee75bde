/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { UpdateTaskMutation, UpdateTaskMutationVariables } from '../types'

export const UpdateTask = operation<UpdateTaskMutation, UpdateTaskMutationVariables>('mutation', 'UpdateTask', '5a22c5c038c01e54d306397879a11b5bf5552146ed110b3dfd14787055cc198a')

/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { AddTaskMutation, AddTaskMutationVariables } from '../types'

export const AddTask = operation<AddTaskMutation, AddTaskMutationVariables>('mutation', 'AddTask', '4ec419f138a065b2ef19cdef6c8e2db574940247c077c658e3acb6e6ddab9d5e')

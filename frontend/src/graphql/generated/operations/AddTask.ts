/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { AddTaskMutation, AddTaskMutationVariables } from '../types'

export const AddTask = operation<AddTaskMutation, AddTaskMutationVariables>('mutation', 'AddTask', '4c471a99a4094ccb5fdb2bb031cbff1925bb30b1a37793ec0381cc27af996fb2')

/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { AddTaskMutation, AddTaskMutationVariables } from '../types'

export const AddTask = operation<AddTaskMutation, AddTaskMutationVariables>('mutation', 'AddTask', '082995f54cc9015ce29bd3ea5f7f7307edda5fb085da2f493ad9dd536cd393a7')

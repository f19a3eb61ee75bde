/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { UpdateTaskMutation, UpdateTaskMutationVariables } from '../types'

export const UpdateTask = operation<UpdateTaskMutation, UpdateTaskMutationVariables>('mutation', 'UpdateTask', '9c517c32acf4b98d0f180e62e988613b914e639e5fad27142c425ec9a3f31535')

/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { UpdateTaskMutation, UpdateTaskMutationVariables } from '../types'

export const UpdateTask = operation<UpdateTaskMutation, UpdateTaskMutationVariables>('mutation', 'UpdateTask', '0637640e990334bfb2c13336db24ba088e44df19727796a0587f7a87f1c46439')

/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { StartTaskMutation, StartTaskMutationVariables } from '../types'

export const StartTask = operation<StartTaskMutation, StartTaskMutationVariables>('mutation', 'StartTask', '66e04297a2ddb6b603d6b4ef8955846760e0d0be95b8aea78b132545e9cdc5be')

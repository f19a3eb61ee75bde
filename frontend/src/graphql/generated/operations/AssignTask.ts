/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { AssignTaskMutation, AssignTaskMutationVariables } from '../types'

export const AssignTask = operation<AssignTaskMutation, AssignTaskMutationVariables>('mutation', 'AssignTask', '7703037f0ffc3240e1a0a802a428092827da4e784873100bd7d7b05f5f5f3f53')

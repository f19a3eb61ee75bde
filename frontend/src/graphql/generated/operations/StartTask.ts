/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { StartTaskMutation, StartTaskMutationVariables } from '../types'

export const StartTask = operation<StartTaskMutation, StartTaskMutationVariables>('mutation', 'StartTask', 'e993d66d533ab4b8c59e53f8c30d3ef9fe4dc18fbb50f6d942a9a4cef77336b2')

/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { FinishTaskMutation, FinishTaskMutationVariables } from '../types'

export const FinishTask = operation<FinishTaskMutation, FinishTaskMutationVariables>('mutation', 'FinishTask', '013e519163cd55d1f31cae3ea7f66b7602e383f393ff32ffca4133c01c313963')

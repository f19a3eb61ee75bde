/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { ReopenTaskMutation, ReopenTaskMutationVariables } from '../types'

export const ReopenTask = operation<ReopenTaskMutation, ReopenTaskMutationVariables>('mutation', 'ReopenTask', 'cf301677759983dc6db6c7d84dd8726337469a561c637afcefe43540acad0f48')

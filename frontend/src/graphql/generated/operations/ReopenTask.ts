/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { ReopenTaskMutation, ReopenTaskMutationVariables } from '../types'

export const ReopenTask = operation<ReopenTaskMutation, ReopenTaskMutationVariables>('mutation', 'ReopenTask', '06c1cd6bb0eb7da4aa54d4c6b9879289ad95980c35f2f4698acf06f7fe5af698')

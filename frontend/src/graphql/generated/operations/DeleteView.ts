/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { DeleteViewMutation, DeleteViewMutationVariables } from '../types'

export const DeleteView = operation<DeleteViewMutation, DeleteViewMutationVariables>('mutation', 'DeleteView', 'aa08592a2e2112cd3da5101e16d3a18288d2c370e34a2fd94a99e2a79c2e3b16')

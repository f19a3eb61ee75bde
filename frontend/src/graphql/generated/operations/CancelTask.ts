/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { CancelTaskMutation, CancelTaskMutationVariables } from '../types'

export const CancelTask = operation<CancelTaskMutation, CancelTaskMutationVariables>('mutation', 'CancelTask', '6abcea536eae4fca3d3186ff8d9b61e785c75c5aadc05632ae9a523dcddd7374')

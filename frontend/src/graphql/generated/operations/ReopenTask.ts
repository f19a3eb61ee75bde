/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { ReopenTaskMutation, ReopenTaskMutationVariables } from '../types'

export const ReopenTask = operation<ReopenTaskMutation, ReopenTaskMutationVariables>('mutation', 'ReopenTask', '9987755cd364aedec01ae8c62e30fbc2d359716864b663a44864d8c5b5f6578b')

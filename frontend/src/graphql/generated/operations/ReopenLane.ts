/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { ReopenLaneMutation, ReopenLaneMutationVariables } from '../types'

export const ReopenLane = operation<ReopenLaneMutation, ReopenLaneMutationVariables>('mutation', 'ReopenLane', '9987755cd364aedec01ae8c62e30fbc2d359716864b663a44864d8c5b5f6578b')

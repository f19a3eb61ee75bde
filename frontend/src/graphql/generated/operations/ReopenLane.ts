/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { ReopenLaneMutation, ReopenLaneMutationVariables } from '../types'

export const ReopenLane = operation<ReopenLaneMutation, ReopenLaneMutationVariables>('mutation', 'ReopenLane', '507093ca8d5e82eb6ea06dfdc3e7a2f66bbbfa0496a8ec46301e777e8e01e275')

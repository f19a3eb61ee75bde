/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { SetParentSourceMutation, SetParentSourceMutationVariables } from '../types'

export const SetParentSource = operation<SetParentSourceMutation, SetParentSourceMutationVariables>('mutation', 'SetParentSource', 'b7758e53e5ffacd35dcd6e9743b1c6e23e85167d70a3924c27ef520018b02f5a')

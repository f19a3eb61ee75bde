/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { AcceptHazardMutation, AcceptHazardMutationVariables } from '../types'

export const AcceptHazard = operation<AcceptHazardMutation, AcceptHazardMutationVariables>('mutation', 'AcceptHazard', '64a0a3da53e86d69835e27beac390ba1000e1bc0515f46cc434044d2ecf258aa')

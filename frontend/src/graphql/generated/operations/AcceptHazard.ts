/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { AcceptHazardMutation, AcceptHazardMutationVariables } from '../types'

export const AcceptHazard = operation<AcceptHazardMutation, AcceptHazardMutationVariables>('mutation', 'AcceptHazard', '8c3f12f3cc42633a49d412bcad12379da73e3e99fa8c97a40db44a0ab65595b2')

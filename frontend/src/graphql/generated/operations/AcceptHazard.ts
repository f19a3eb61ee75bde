/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { AcceptHazardMutation, AcceptHazardMutationVariables } from '../types'

export const AcceptHazard = operation<AcceptHazardMutation, AcceptHazardMutationVariables>('mutation', 'AcceptHazard', '59e8a675ffe390f52ec31d40fc5296e56c4225825d88ec4e6a57b6bf96f91a92')

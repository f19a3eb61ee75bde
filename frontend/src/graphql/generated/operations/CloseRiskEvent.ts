/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { CloseRiskEventMutation, CloseRiskEventMutationVariables } from '../types'

export const CloseRiskEvent = operation<CloseRiskEventMutation, CloseRiskEventMutationVariables>('mutation', 'CloseRiskEvent', '12c6b5dbb73425845202ede6011638966a1e6a2bd793b9dcf0f3cae3b571d347')

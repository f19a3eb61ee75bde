/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { CloseRiskEventMutation, CloseRiskEventMutationVariables } from '../types'

export const CloseRiskEvent = operation<CloseRiskEventMutation, CloseRiskEventMutationVariables>('mutation', 'CloseRiskEvent', '93d0e497c1df7240bf9405c3312ca502a97f1704e2ab7cd6b2f8c1d8e4780e59')

/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { CloseRiskEventMutation, CloseRiskEventMutationVariables } from '../types'

export const CloseRiskEvent = operation<CloseRiskEventMutation, CloseRiskEventMutationVariables>('mutation', 'CloseRiskEvent', '7d2c5cd0385020cc6beee42712458ff39a175c7de723d0708886c6902944bb41')

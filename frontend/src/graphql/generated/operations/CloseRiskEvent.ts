/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { CloseRiskEventMutation, CloseRiskEventMutationVariables } from '../types'

export const CloseRiskEvent = operation<CloseRiskEventMutation, CloseRiskEventMutationVariables>('mutation', 'CloseRiskEvent', '5275226209a126a4eac3a65101ec67ce59c125d7111469d70d82713531a5e3f3')

/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { ReviseRiskEventMutation, ReviseRiskEventMutationVariables } from '../types'

export const ReviseRiskEvent = operation<ReviseRiskEventMutation, ReviseRiskEventMutationVariables>('mutation', 'ReviseRiskEvent', 'f8446b3e8f66651130ec8d820b34318500a7b7e1df493fd54f3a28e635a48be4')

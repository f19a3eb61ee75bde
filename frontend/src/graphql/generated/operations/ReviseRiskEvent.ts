/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { ReviseRiskEventMutation, ReviseRiskEventMutationVariables } from '../types'

export const ReviseRiskEvent = operation<ReviseRiskEventMutation, ReviseRiskEventMutationVariables>('mutation', 'ReviseRiskEvent', '5b3e7d64c3a5f69ee27f7eeef5a0d06e00cb551fd735f7f0b2fa1fcf89253a48')

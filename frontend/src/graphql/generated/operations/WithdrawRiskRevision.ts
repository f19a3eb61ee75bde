/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { WithdrawRiskRevisionMutation, WithdrawRiskRevisionMutationVariables } from '../types'

export const WithdrawRiskRevision = operation<WithdrawRiskRevisionMutation, WithdrawRiskRevisionMutationVariables>('mutation', 'WithdrawRiskRevision', '99bec3862e9456a8638513652d2837ec887518e7ddd7d293d6754ad6e41b6a27')

/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { WithdrawRiskRevisionMutation, WithdrawRiskRevisionMutationVariables } from '../types'

export const WithdrawRiskRevision = operation<WithdrawRiskRevisionMutation, WithdrawRiskRevisionMutationVariables>('mutation', 'WithdrawRiskRevision', '539339ec34503634fdb02f9cb94300fad321d528b612b43f99530fdb96732326')

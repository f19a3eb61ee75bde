/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { WithdrawRiskRevisionMutation, WithdrawRiskRevisionMutationVariables } from '../types'

export const WithdrawRiskRevision = operation<WithdrawRiskRevisionMutation, WithdrawRiskRevisionMutationVariables>('mutation', 'WithdrawRiskRevision', 'cfb350590807ad828b83f438080d81f0fb2ee4f14797129510a2b004cb8d2528')

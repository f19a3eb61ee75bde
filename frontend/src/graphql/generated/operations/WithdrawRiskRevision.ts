/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { WithdrawRiskRevisionMutation, WithdrawRiskRevisionMutationVariables } from '../types'

export const WithdrawRiskRevision = operation<WithdrawRiskRevisionMutation, WithdrawRiskRevisionMutationVariables>('mutation', 'WithdrawRiskRevision', 'afd82f1d390f996975a38577906d8342adb8a685121f3d638dc308a831a0ff0c')

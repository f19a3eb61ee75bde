/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { WithdrawRiskRevisionMutation, WithdrawRiskRevisionMutationVariables } from '../types'

export const WithdrawRiskRevision = operation<WithdrawRiskRevisionMutation, WithdrawRiskRevisionMutationVariables>('mutation', 'WithdrawRiskRevision', '5ca9c95ac14d532a3db5ccd914ef206d384b0765f8c3c297f05ae2cab917754a')

/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { ChangeTierPolicyMutation, ChangeTierPolicyMutationVariables } from '../types'

export const ChangeTierPolicy = operation<ChangeTierPolicyMutation, ChangeTierPolicyMutationVariables>('mutation', 'ChangeTierPolicy', '76d772b5dbc40c40bd0f59e5895336a0af838a245ec5d40ff431ff1f3b83e5e5')

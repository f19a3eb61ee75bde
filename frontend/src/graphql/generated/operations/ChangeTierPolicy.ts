/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { ChangeTierPolicyMutation, ChangeTierPolicyMutationVariables } from '../types'

export const ChangeTierPolicy = operation<ChangeTierPolicyMutation, ChangeTierPolicyMutationVariables>('mutation', 'ChangeTierPolicy', 'b40d7bd43e36c9ebfe871a094d469e53e5ede8067f3d198897d8b2c0599650e7')

/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { ChangeTierPolicyMutation, ChangeTierPolicyMutationVariables } from '../types'

export const ChangeTierPolicy = operation<ChangeTierPolicyMutation, ChangeTierPolicyMutationVariables>('mutation', 'ChangeTierPolicy', '0d7a84f459c417fac2b05cd478bbbb9f8858850730f2986841094a861d2e2dd1')

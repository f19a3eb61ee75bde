/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { ChangeTierPolicyMutation, ChangeTierPolicyMutationVariables } from '../types'

export const ChangeTierPolicy = operation<ChangeTierPolicyMutation, ChangeTierPolicyMutationVariables>('mutation', 'ChangeTierPolicy', '0bcf2bc17b64832bb15e4fbdf1204b1c9224fa62631850e4f73c5d8d2b7f6f94')

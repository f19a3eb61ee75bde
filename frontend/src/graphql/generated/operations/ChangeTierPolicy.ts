/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { ChangeTierPolicyMutation, ChangeTierPolicyMutationVariables } from '../types'

export const ChangeTierPolicy = operation<ChangeTierPolicyMutation, ChangeTierPolicyMutationVariables>('mutation', 'ChangeTierPolicy', 'f39848af5c2c4c3d532ada17e19268c2738f3164211e924de0dc7da8772a3b59')

/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { TierPoliciesQuery, TierPoliciesQueryVariables } from '../types'

export const TierPolicies = operation<TierPoliciesQuery, TierPoliciesQueryVariables>('query', 'TierPolicies', 'ba7242a0291cadfea225c3b3dc3e4b192d72a919b5dfdcdeba891c9e1b5167d5')

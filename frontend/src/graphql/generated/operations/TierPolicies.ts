/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { TierPoliciesQuery, TierPoliciesQueryVariables } from '../types'

export const TierPolicies = operation<TierPoliciesQuery, TierPoliciesQueryVariables>('query', 'TierPolicies', 'fb64463c49360c5dbebece31c46d5fc4350a8b3d72fb64a7c02cc601054d6992')

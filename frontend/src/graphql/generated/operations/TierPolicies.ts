/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { TierPoliciesQuery, TierPoliciesQueryVariables } from '../types'

export const TierPolicies = operation<TierPoliciesQuery, TierPoliciesQueryVariables>('query', 'TierPolicies', '6e8292bba03c3c61b0c8d58608cb229ffc622f1805a45985762028228878ab4c')

/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { TierPoliciesQuery, TierPoliciesQueryVariables } from '../types'

export const TierPolicies = operation<TierPoliciesQuery, TierPoliciesQueryVariables>('query', 'TierPolicies', '755e8e3e2aa8a32ed1c340dd627108920def3b222c29bd246c878fa0df229c5d')

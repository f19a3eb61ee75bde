/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { TierPoliciesQuery, TierPoliciesQueryVariables } from '../types'

export const TierPolicies = operation<TierPoliciesQuery, TierPoliciesQueryVariables>('query', 'TierPolicies', '11ed13663ac01b5096b3ba95b1fc75175f1835da1473ddb7e51879fdbbb89d21')

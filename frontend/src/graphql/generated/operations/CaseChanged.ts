/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { CaseChangedSubscription, CaseChangedSubscriptionVariables } from '../types'

export const CaseChanged = operation<CaseChangedSubscription, CaseChangedSubscriptionVariables>('subscription', 'CaseChanged', '4524210616eac39e9a788acdad0f7530f171895e982c82baac835fc1d6cb8a82')

/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { CaseChangedSubscription, CaseChangedSubscriptionVariables } from '../types'

export const CaseChanged = operation<CaseChangedSubscription, CaseChangedSubscriptionVariables>('subscription', 'CaseChanged', '8d2079a0c1c1230b0c222c184b1fa8084bb7d4875099f0b7c748d05247409824')

/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { CaseChangedSubscription, CaseChangedSubscriptionVariables } from '../types'

export const CaseChanged = operation<CaseChangedSubscription, CaseChangedSubscriptionVariables>('subscription', 'CaseChanged', '87fa87054db4fee6b5900d0fb46c5edb395545e96816298a65edbb0a605099ee')

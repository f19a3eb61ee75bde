/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { AlertChangedSubscription, AlertChangedSubscriptionVariables } from '../types'

export const AlertChanged = operation<AlertChangedSubscription, AlertChangedSubscriptionVariables>('subscription', 'AlertChanged', '4bcb731a8f3bef6901446be3713948d105e76f12d372a5f440322e3fbbe7b787')

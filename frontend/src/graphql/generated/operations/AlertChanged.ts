/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { AlertChangedSubscription, AlertChangedSubscriptionVariables } from '../types'

export const AlertChanged = operation<AlertChangedSubscription, AlertChangedSubscriptionVariables>('subscription', 'AlertChanged', 'db063afd0fa678250976f8acce7261c9f131ee30586991f08d0227af26beea88')

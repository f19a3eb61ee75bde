/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { AlertChangedSubscription, AlertChangedSubscriptionVariables } from '../types'

export const AlertChanged = operation<AlertChangedSubscription, AlertChangedSubscriptionVariables>('subscription', 'AlertChanged', '4326b2842b53df5e73f5317f806a9dd8c00236b993a9c4ca2176a98b923ce009')

/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { AlertChangedSubscription, AlertChangedSubscriptionVariables } from '../types'

export const AlertChanged = operation<AlertChangedSubscription, AlertChangedSubscriptionVariables>('subscription', 'AlertChanged', '6f28d43b99498ce27efa99bc3166d00b5c11f2e05d25313a85cbe450d3ed7b43')

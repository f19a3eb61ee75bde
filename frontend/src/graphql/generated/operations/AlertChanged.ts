/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { AlertChangedSubscription, AlertChangedSubscriptionVariables } from '../types'

export const AlertChanged = operation<AlertChangedSubscription, AlertChangedSubscriptionVariables>('subscription', 'AlertChanged', '983de1433481bdf62e1d38fd2fd6df42e075e0541eacf9af1411c61772e8df75')

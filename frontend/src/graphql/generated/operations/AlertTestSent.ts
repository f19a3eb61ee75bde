/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { AlertTestSentSubscription, AlertTestSentSubscriptionVariables } from '../types'

export const AlertTestSent = operation<AlertTestSentSubscription, AlertTestSentSubscriptionVariables>('subscription', 'AlertTestSent', '2920a6299a62da3bd2f6acdee777db1fbdf0f3df2a046fca3947e318873923aa')

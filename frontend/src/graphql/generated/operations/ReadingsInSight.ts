/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { ReadingsInSightSubscription, ReadingsInSightSubscriptionVariables } from '../types'

export const ReadingsInSight = operation<ReadingsInSightSubscription, ReadingsInSightSubscriptionVariables>('subscription', 'ReadingsInSight', 'b5d30948ed34256a25393108605d60e508ae753cea2b3a73564d218bfd655996')

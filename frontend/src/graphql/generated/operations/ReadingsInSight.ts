/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { ReadingsInSightSubscription, ReadingsInSightSubscriptionVariables } from '../types'

export const ReadingsInSight = operation<ReadingsInSightSubscription, ReadingsInSightSubscriptionVariables>('subscription', 'ReadingsInSight', '80cd1d77409e60859f62be3f84b8d21ebf94ba937897c101e82fb8faa647c12b')

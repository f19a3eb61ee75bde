/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { ReadingsChangedSubscription, ReadingsChangedSubscriptionVariables } from '../types'

export const ReadingsChanged = operation<ReadingsChangedSubscription, ReadingsChangedSubscriptionVariables>('subscription', 'ReadingsChanged', '29b02cf33006fd667d10c38a6ca91ee081bbc986d9478e27a1a12ce71c7cc9ab')

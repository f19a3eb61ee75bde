/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { ArrivalsChangedSubscription, ArrivalsChangedSubscriptionVariables } from '../types'

export const ArrivalsChanged = operation<ArrivalsChangedSubscription, ArrivalsChangedSubscriptionVariables>('subscription', 'ArrivalsChanged', '97c3331367ec7ba95d410885b464972bbe89514b973a2a91b06b5ac2e07440e3')

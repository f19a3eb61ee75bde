/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { SiteChangedSubscription, SiteChangedSubscriptionVariables } from '../types'

export const SiteChanged = operation<SiteChangedSubscription, SiteChangedSubscriptionVariables>('subscription', 'SiteChanged', 'fe56448fda3b453a96ab18870eb1e59514043155bc2c26f494d6d8fa780fe4ac')

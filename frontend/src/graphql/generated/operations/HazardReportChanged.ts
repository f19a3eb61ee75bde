/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { HazardReportChangedSubscription, HazardReportChangedSubscriptionVariables } from '../types'

export const HazardReportChanged = operation<HazardReportChangedSubscription, HazardReportChangedSubscriptionVariables>('subscription', 'HazardReportChanged', '45364080032ab65de0edb77d4b39a545d2b729db7a181a0a54972d092e581d97')

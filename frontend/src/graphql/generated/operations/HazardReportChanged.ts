/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { HazardReportChangedSubscription, HazardReportChangedSubscriptionVariables } from '../types'

export const HazardReportChanged = operation<HazardReportChangedSubscription, HazardReportChangedSubscriptionVariables>('subscription', 'HazardReportChanged', 'aeafe287410d3f5f67706f6adbdf1e04624d0b799ee3ecd5cc2ad7a7e8e682e6')

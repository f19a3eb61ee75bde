/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { LivePlanQuery, LivePlanQueryVariables } from '../types'

export const LivePlan = operation<LivePlanQuery, LivePlanQueryVariables>('query', 'LivePlan', '999e76df312b83198cb2d9d229c16cef1a72d6324ea16fe0e4f9470a41a02631')

/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { SitePlanQuery, SitePlanQueryVariables } from '../types'

export const SitePlan = operation<SitePlanQuery, SitePlanQueryVariables>('query', 'SitePlan', '31c743c27c0eac747e576ff4f880cd3762de3e305847bd8684165636784b0af9')

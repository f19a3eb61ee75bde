/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { SitePlanQuery, SitePlanQueryVariables } from '../types'

export const SitePlan = operation<SitePlanQuery, SitePlanQueryVariables>('query', 'SitePlan', '77d14007d7b2202ec22f4be9821513d1bbde9c78dbfd2f5eb8a8124231a4d03f')

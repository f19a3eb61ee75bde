/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { SitePlanQuery, SitePlanQueryVariables } from '../types'

export const SitePlan = operation<SitePlanQuery, SitePlanQueryVariables>('query', 'SitePlan', '94f77549c6d6946352b6815f782a0d38d9eca69afef5f289e301ca8aec5ec416')

/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { SiteReadinessQuery, SiteReadinessQueryVariables } from '../types'

export const SiteReadiness = operation<SiteReadinessQuery, SiteReadinessQueryVariables>('query', 'SiteReadiness', 'fb393cfedf5bd6dfc7dece13dbbe6a24851543c1b424e188b82daa1ddf2c397e')

/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { SitePlanQuery, SitePlanQueryVariables } from '../types'

export const SitePlan = operation<SitePlanQuery, SitePlanQueryVariables>('query', 'SitePlan', '43b434c236b7f67043c3ebb510c0546d70bc6549ff48db26d554a0afe0ae3e3d')

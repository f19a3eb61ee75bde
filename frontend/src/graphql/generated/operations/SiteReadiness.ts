/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { SiteReadinessQuery, SiteReadinessQueryVariables } from '../types'

export const SiteReadiness = operation<SiteReadinessQuery, SiteReadinessQueryVariables>('query', 'SiteReadiness', 'fd6b0d67b784bc8e34c9c3d441676e421d42060e05eb28dfb495271df6c64637')

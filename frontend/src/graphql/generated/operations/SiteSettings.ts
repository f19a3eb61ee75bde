/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { SiteSettingsQuery, SiteSettingsQueryVariables } from '../types'

export const SiteSettings = operation<SiteSettingsQuery, SiteSettingsQueryVariables>('query', 'SiteSettings', '675bfb419bf5408a0472d52f5de438e936d98196807dca99339598991555a207')

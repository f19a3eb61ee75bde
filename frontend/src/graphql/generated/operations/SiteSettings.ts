/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { SiteSettingsQuery, SiteSettingsQueryVariables } from '../types'

export const SiteSettings = operation<SiteSettingsQuery, SiteSettingsQueryVariables>('query', 'SiteSettings', 'b51250f5fa4cc1c9083bff29b347030e0d302ecc7b7183360c3cbcc5ca7afe0b')

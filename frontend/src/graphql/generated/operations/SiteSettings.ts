/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { SiteSettingsQuery, SiteSettingsQueryVariables } from '../types'

export const SiteSettings = operation<SiteSettingsQuery, SiteSettingsQueryVariables>('query', 'SiteSettings', '6757975778bf44a9287f82f3b8ef43d20801cdcedb045eca1c89ac115e787897')

/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { SiteNoticesQuery, SiteNoticesQueryVariables } from '../types'

export const SiteNotices = operation<SiteNoticesQuery, SiteNoticesQueryVariables>('query', 'SiteNotices', 'f008913448827c9cb8ece1cdf619fb06e2bd2d242af6c593656475e5ec6a7ebc')

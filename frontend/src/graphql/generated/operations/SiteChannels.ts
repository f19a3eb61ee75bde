/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { SiteChannelsQuery, SiteChannelsQueryVariables } from '../types'

export const SiteChannels = operation<SiteChannelsQuery, SiteChannelsQueryVariables>('query', 'SiteChannels', 'd005a3f6d405e9a15f85d190891f9354aa847e4075272fda7474c87656a011ef')

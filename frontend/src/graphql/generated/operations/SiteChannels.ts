/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { SiteChannelsQuery, SiteChannelsQueryVariables } from '../types'

export const SiteChannels = operation<SiteChannelsQuery, SiteChannelsQueryVariables>('query', 'SiteChannels', '29ba31d33965f6ae70be726c0da92068534df84f2b8af7ba54d7810a3f342488')

/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { SiteChannelsQuery, SiteChannelsQueryVariables } from '../types'

export const SiteChannels = operation<SiteChannelsQuery, SiteChannelsQueryVariables>('query', 'SiteChannels', 'ee7d7673fda47adcc07425accf9fa69326f8622a7b96bfe1a3235c169ae07019')

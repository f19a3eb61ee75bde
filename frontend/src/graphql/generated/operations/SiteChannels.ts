/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { SiteChannelsQuery, SiteChannelsQueryVariables } from '../types'

export const SiteChannels = operation<SiteChannelsQuery, SiteChannelsQueryVariables>('query', 'SiteChannels', '4f0316c7ac967b523cef934978c66f930107ca81ea1c2ac8151c99c5579d8cc1')

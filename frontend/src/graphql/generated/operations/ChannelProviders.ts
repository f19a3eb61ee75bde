/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { ChannelProvidersQuery, ChannelProvidersQueryVariables } from '../types'

export const ChannelProviders = operation<ChannelProvidersQuery, ChannelProvidersQueryVariables>('query', 'ChannelProviders', '0ac41fdeee04aba4926a70805f9507c452873ef56c6bf0cbc7ada54d11c514d7')

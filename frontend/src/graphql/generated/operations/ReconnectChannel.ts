/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { ReconnectChannelMutation, ReconnectChannelMutationVariables } from '../types'

export const ReconnectChannel = operation<ReconnectChannelMutation, ReconnectChannelMutationVariables>('mutation', 'ReconnectChannel', '4bd09782fc9551e76790fd269eeddbbf2e20f3e704fb224529c76f4e2aedbf7a')

/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { ConfigureChannelMutation, ConfigureChannelMutationVariables } from '../types'

export const ConfigureChannel = operation<ConfigureChannelMutation, ConfigureChannelMutationVariables>('mutation', 'ConfigureChannel', '011498fc89796bed89c4ad30c6b833eaaa0a806e745baa7a35147bd5fe77bac7')

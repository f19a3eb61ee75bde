/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { ConfigureChannelMutation, ConfigureChannelMutationVariables } from '../types'

export const ConfigureChannel = operation<ConfigureChannelMutation, ConfigureChannelMutationVariables>('mutation', 'ConfigureChannel', '6ffaf89a7b135907a2bc2bed885d2ae4dd23f31e329cf8baf08a341d62f2d3f6')

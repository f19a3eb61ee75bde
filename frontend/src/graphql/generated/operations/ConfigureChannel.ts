/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { ConfigureChannelMutation, ConfigureChannelMutationVariables } from '../types'

export const ConfigureChannel = operation<ConfigureChannelMutation, ConfigureChannelMutationVariables>('mutation', 'ConfigureChannel', 'ba4ca6364f8ce394bf73fd7b555d8af7b30b0afc3edf4db6cd027a55d76956aa')

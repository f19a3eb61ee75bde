/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { ConfigureChannelMutation, ConfigureChannelMutationVariables } from '../types'

export const ConfigureChannel = operation<ConfigureChannelMutation, ConfigureChannelMutationVariables>('mutation', 'ConfigureChannel', 'ff2104742b52851737f616c5a3ae445befc6644c9b85b1d4347aa4fea1ca48fc')

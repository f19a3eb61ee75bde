/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { PauseChannelMutation, PauseChannelMutationVariables } from '../types'

export const PauseChannel = operation<PauseChannelMutation, PauseChannelMutationVariables>('mutation', 'PauseChannel', 'b34a7e8e3096a47a945635ef4ed577b9e18465d9700bed063796accb85ea3001')

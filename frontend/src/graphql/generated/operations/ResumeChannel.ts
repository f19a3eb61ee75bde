/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { ResumeChannelMutation, ResumeChannelMutationVariables } from '../types'

export const ResumeChannel = operation<ResumeChannelMutation, ResumeChannelMutationVariables>('mutation', 'ResumeChannel', 'a85454dcf5ac1b410365872d92cb2a3d69c574f5e7868153707bbfeea3f8edbb')

/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { MakeChatCodeMutation, MakeChatCodeMutationVariables } from '../types'

export const MakeChatCode = operation<MakeChatCodeMutation, MakeChatCodeMutationVariables>('mutation', 'MakeChatCode', 'b4d687bec1cf27de9a48be8291386542daa53c19beef1b0ad9081fffe13148bf')

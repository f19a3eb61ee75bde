/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { ForgetChannelBeforeMutation, ForgetChannelBeforeMutationVariables } from '../types'

export const ForgetChannelBefore = operation<ForgetChannelBeforeMutation, ForgetChannelBeforeMutationVariables>('mutation', 'ForgetChannelBefore', '704f8369a79b584fae0bcf9ba9eb3bde3fc566215632ea04d4e1ebfaa976aa0e')

/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { SendChannelTestMutation, SendChannelTestMutationVariables } from '../types'

export const SendChannelTest = operation<SendChannelTestMutation, SendChannelTestMutationVariables>('mutation', 'SendChannelTest', 'dcdabfc5ed066bcfa60bbfecb05cd9af7cb3c0132ac5f0900d16ed1e9bd66109')

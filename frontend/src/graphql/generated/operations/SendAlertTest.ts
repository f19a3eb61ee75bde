/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { SendAlertTestMutation, SendAlertTestMutationVariables } from '../types'

export const SendAlertTest = operation<SendAlertTestMutation, SendAlertTestMutationVariables>('mutation', 'SendAlertTest', '38d5a214bd53a150dd3bf1300d6ac1d79911e1a59460e0a5315f77da4b9bb943')

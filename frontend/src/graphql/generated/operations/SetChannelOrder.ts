/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { SetChannelOrderMutation, SetChannelOrderMutationVariables } from '../types'

export const SetChannelOrder = operation<SetChannelOrderMutation, SetChannelOrderMutationVariables>('mutation', 'SetChannelOrder', '3300312c61dceb1c853a53604ec7c2a71bdd9acd789de6c330af4cf2daacb6fd')

/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { SubscribePushMutation, SubscribePushMutationVariables } from '../types'

export const SubscribePush = operation<SubscribePushMutation, SubscribePushMutationVariables>('mutation', 'SubscribePush', '7d20e634b46aebc65a43a0fff7c76eff06508e6b0f3e1edd325d7f83ef5072a5')

/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { AcknowledgeAlertMutation, AcknowledgeAlertMutationVariables } from '../types'

export const AcknowledgeAlert = operation<AcknowledgeAlertMutation, AcknowledgeAlertMutationVariables>('mutation', 'AcknowledgeAlert', 'c8c6a38be9136fb95ec052a9cdace0b13989917f7cacd622fa8ea9759dbb0cff')

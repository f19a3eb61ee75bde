/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { AcknowledgeAlertMutation, AcknowledgeAlertMutationVariables } from '../types'

export const AcknowledgeAlert = operation<AcknowledgeAlertMutation, AcknowledgeAlertMutationVariables>('mutation', 'AcknowledgeAlert', '5ef9c3afba431385be94a505c0ead6b32df25847a3a0103569a43312aa47bf44')

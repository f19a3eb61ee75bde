/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { AcknowledgeAlertsMutation, AcknowledgeAlertsMutationVariables } from '../types'

export const AcknowledgeAlerts = operation<AcknowledgeAlertsMutation, AcknowledgeAlertsMutationVariables>('mutation', 'AcknowledgeAlerts', '20496a20dee1dede178365bb7cdc53e0007623a82117ec3cb1b5c0d3d8b8b087')

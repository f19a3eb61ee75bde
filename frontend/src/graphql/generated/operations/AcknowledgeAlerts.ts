/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { AcknowledgeAlertsMutation, AcknowledgeAlertsMutationVariables } from '../types'

export const AcknowledgeAlerts = operation<AcknowledgeAlertsMutation, AcknowledgeAlertsMutationVariables>('mutation', 'AcknowledgeAlerts', 'f8744e46a8c69f555e957e65f416bb3e8e8b1c655ba04ea786efed1aafbcd477')

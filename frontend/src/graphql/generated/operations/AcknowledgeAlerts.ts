/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { AcknowledgeAlertsMutation, AcknowledgeAlertsMutationVariables } from '../types'

export const AcknowledgeAlerts = operation<AcknowledgeAlertsMutation, AcknowledgeAlertsMutationVariables>('mutation', 'AcknowledgeAlerts', '0e0ab61468510fd68e74e60ef3d7b32f58c50a62033dbd3bcb662426f150a4de')

/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { AcknowledgeAlertsMutation, AcknowledgeAlertsMutationVariables } from '../types'

export const AcknowledgeAlerts = operation<AcknowledgeAlertsMutation, AcknowledgeAlertsMutationVariables>('mutation', 'AcknowledgeAlerts', '4e23c44f90220d85889cd38a036363e9af227bc1c947698f813916b203a546ff')

/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { AcknowledgeAlertsMutation, AcknowledgeAlertsMutationVariables } from '../types'

export const AcknowledgeAlerts = operation<AcknowledgeAlertsMutation, AcknowledgeAlertsMutationVariables>('mutation', 'AcknowledgeAlerts', 'e77dff7a757a4627200f342f7b209dc76e5159fd8715e3b3f9be2e96f5952572')

/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { AcknowledgeAlertMutation, AcknowledgeAlertMutationVariables } from '../types'

export const AcknowledgeAlert = operation<AcknowledgeAlertMutation, AcknowledgeAlertMutationVariables>('mutation', 'AcknowledgeAlert', '1193c2afd652ba20467eb61ae419e3d2b068c1d4086517355f810d1f42eb3495')

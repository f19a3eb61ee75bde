/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { AcknowledgeAlertMutation, AcknowledgeAlertMutationVariables } from '../types'

export const AcknowledgeAlert = operation<AcknowledgeAlertMutation, AcknowledgeAlertMutationVariables>('mutation', 'AcknowledgeAlert', 'fcbf51b72d7c61225067bdad5d0158ab2307da2e70856273c4314c42d2537ac4')

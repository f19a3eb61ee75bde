/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { AcknowledgeAlertMutation, AcknowledgeAlertMutationVariables } from '../types'

export const AcknowledgeAlert = operation<AcknowledgeAlertMutation, AcknowledgeAlertMutationVariables>('mutation', 'AcknowledgeAlert', '70e229ebca7e8ceb6a7f3ffa19953d7c1a8b4592a60db44d329a8e776ed33689')

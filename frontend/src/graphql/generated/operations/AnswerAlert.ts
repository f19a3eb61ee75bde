/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { AnswerAlertMutation, AnswerAlertMutationVariables } from '../types'

export const AnswerAlert = operation<AnswerAlertMutation, AnswerAlertMutationVariables>('mutation', 'AnswerAlert', '68450d2a908d1f6a8d7ed67fc2763c2a8bd9cc472f8cbb6a85a9114a50130d43')

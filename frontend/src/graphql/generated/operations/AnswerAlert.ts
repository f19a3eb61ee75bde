/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { AnswerAlertMutation, AnswerAlertMutationVariables } from '../types'

export const AnswerAlert = operation<AnswerAlertMutation, AnswerAlertMutationVariables>('mutation', 'AnswerAlert', 'a0b5a6ef73ba23dead273f118ddeb37aaf707c062bfb4858b323aec33da4d9b7')

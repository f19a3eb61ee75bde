/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { AnswerAlertMutation, AnswerAlertMutationVariables } from '../types'

export const AnswerAlert = operation<AnswerAlertMutation, AnswerAlertMutationVariables>('mutation', 'AnswerAlert', 'f0e5fdf45817702ac66bca1cb46fade299d3c3c29af58a4db47bbff72c64cba5')

/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { AnswerAlertMutation, AnswerAlertMutationVariables } from '../types'

export const AnswerAlert = operation<AnswerAlertMutation, AnswerAlertMutationVariables>('mutation', 'AnswerAlert', '3be2c408a141c23a06a1c67b435533def7f3ab286c297b4844a4431d00652d31')

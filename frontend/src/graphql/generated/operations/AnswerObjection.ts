/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { AnswerObjectionMutation, AnswerObjectionMutationVariables } from '../types'

export const AnswerObjection = operation<AnswerObjectionMutation, AnswerObjectionMutationVariables>('mutation', 'AnswerObjection', '40f233bbc9dd812d459cc6f29e5798e125ee943d8cdfb0dae60d10fabd236a1e')

/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { AnswerObjectionMutation, AnswerObjectionMutationVariables } from '../types'

export const AnswerObjection = operation<AnswerObjectionMutation, AnswerObjectionMutationVariables>('mutation', 'AnswerObjection', 'e9f8144cd02baee59f59e5d8f2f2893fa3b7018e1cf574d12c0e3803b75a0754')

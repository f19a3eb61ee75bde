/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { AnswerObjectionMutation, AnswerObjectionMutationVariables } from '../types'

export const AnswerObjection = operation<AnswerObjectionMutation, AnswerObjectionMutationVariables>('mutation', 'AnswerObjection', '90ef7fb04a1c24ceda6eb17aaeeb121ce9d50fb08bbbad73c95ccd83e3ebeb48')

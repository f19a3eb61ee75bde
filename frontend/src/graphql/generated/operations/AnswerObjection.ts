/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { AnswerObjectionMutation, AnswerObjectionMutationVariables } from '../types'

export const AnswerObjection = operation<AnswerObjectionMutation, AnswerObjectionMutationVariables>('mutation', 'AnswerObjection', 'fa25b0af39bd78922fd24c8c38c8222c53071a3fd0430f64fe892499d23783c1')

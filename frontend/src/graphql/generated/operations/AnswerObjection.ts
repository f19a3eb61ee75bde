/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { AnswerObjectionMutation, AnswerObjectionMutationVariables } from '../types'

export const AnswerObjection = operation<AnswerObjectionMutation, AnswerObjectionMutationVariables>('mutation', 'AnswerObjection', 'f61d90d7c6d62e21f44acae445e2a33933cf51362837ec4ebff9bc7467dd7e2c')

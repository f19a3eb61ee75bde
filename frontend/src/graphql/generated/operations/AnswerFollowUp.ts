/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { AnswerFollowUpMutation, AnswerFollowUpMutationVariables } from '../types'

export const AnswerFollowUp = operation<AnswerFollowUpMutation, AnswerFollowUpMutationVariables>('mutation', 'AnswerFollowUp', '58229ca3193a1a8a8a5eba3dac30ac90c260fc78ce60decf1843434784fa5cc5')

/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { AnswerFollowUpMutation, AnswerFollowUpMutationVariables } from '../types'

export const AnswerFollowUp = operation<AnswerFollowUpMutation, AnswerFollowUpMutationVariables>('mutation', 'AnswerFollowUp', 'ebf0816c08a05d555d691ba4ad580a37354c10bea500ddc4ba992967a6d88db5')

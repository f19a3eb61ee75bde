/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { AnswerSupervisionMutation, AnswerSupervisionMutationVariables } from '../types'

export const AnswerSupervision = operation<AnswerSupervisionMutation, AnswerSupervisionMutationVariables>('mutation', 'AnswerSupervision', '58229ca3193a1a8a8a5eba3dac30ac90c260fc78ce60decf1843434784fa5cc5')

/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { AnswerCorrectionMutation, AnswerCorrectionMutationVariables } from '../types'

export const AnswerCorrection = operation<AnswerCorrectionMutation, AnswerCorrectionMutationVariables>('mutation', 'AnswerCorrection', '8ab09a054beabc2e02eeaea4ce55b29e2dbaa4057f257ec649dcd11178806ac0')

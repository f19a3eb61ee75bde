/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { AcknowledgeCaseMutation, AcknowledgeCaseMutationVariables } from '../types'

export const AcknowledgeCase = operation<AcknowledgeCaseMutation, AcknowledgeCaseMutationVariables>('mutation', 'AcknowledgeCase', 'ea07c8f3359db6e573f4e86416f1fac0d65f69093cc41c9b2d21bfdfc30612a1')

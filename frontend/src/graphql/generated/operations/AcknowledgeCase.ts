/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { AcknowledgeCaseMutation, AcknowledgeCaseMutationVariables } from '../types'

export const AcknowledgeCase = operation<AcknowledgeCaseMutation, AcknowledgeCaseMutationVariables>('mutation', 'AcknowledgeCase', '62978bddd08a14ca37bc414904be74144d9ebf7ad9a41b8510b1d4ee0c7ffb04')

/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { AcknowledgeCaseMutation, AcknowledgeCaseMutationVariables } from '../types'

export const AcknowledgeCase = operation<AcknowledgeCaseMutation, AcknowledgeCaseMutationVariables>('mutation', 'AcknowledgeCase', '3886b28a5daeee7bc31c88afa96b197bfda6ed15afa9329814dbbac2d3086be0')

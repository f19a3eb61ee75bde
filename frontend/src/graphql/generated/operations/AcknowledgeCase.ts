/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { AcknowledgeCaseMutation, AcknowledgeCaseMutationVariables } from '../types'

export const AcknowledgeCase = operation<AcknowledgeCaseMutation, AcknowledgeCaseMutationVariables>('mutation', 'AcknowledgeCase', '3205c844ac1d29a2afa057a211f6ff2a49d773f83d70594ddc8276388dfad918')

/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { AcknowledgeCaseMutation, AcknowledgeCaseMutationVariables } from '../types'

export const AcknowledgeCase = operation<AcknowledgeCaseMutation, AcknowledgeCaseMutationVariables>('mutation', 'AcknowledgeCase', '642b62adceca75481281cb75235ccf8c54a9e81e7862a6d833e2542467717def')

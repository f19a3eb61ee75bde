/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { DismissCaseMutation, DismissCaseMutationVariables } from '../types'

export const DismissCase = operation<DismissCaseMutation, DismissCaseMutationVariables>('mutation', 'DismissCase', 'ce74020c9a8464aaf93f26738279f9151c5346217b9f68b56970f34b0c15cf0e')

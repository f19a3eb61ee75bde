/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { DismissCaseMutation, DismissCaseMutationVariables } from '../types'

export const DismissCase = operation<DismissCaseMutation, DismissCaseMutationVariables>('mutation', 'DismissCase', 'a4c2ed6fce9f9c94fe95c7fb07e345f7646f3cde1c2791812818abfb79391624')

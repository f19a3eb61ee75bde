/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { ConfirmPeopleMutation, ConfirmPeopleMutationVariables } from '../types'

export const ConfirmPeople = operation<ConfirmPeopleMutation, ConfirmPeopleMutationVariables>('mutation', 'ConfirmPeople', 'ca8c3ecbc8bde88ba1396724a01957ccbe99bc311dfc69dfd4741d58f1a664c9')

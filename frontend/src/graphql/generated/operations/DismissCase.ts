/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { DismissCaseMutation, DismissCaseMutationVariables } from '../types'

export const DismissCase = operation<DismissCaseMutation, DismissCaseMutationVariables>('mutation', 'DismissCase', '5ccdc6cc807577ac1c18ed26029ee6a810b8c557e57d8827b459c5f1894c53ed')

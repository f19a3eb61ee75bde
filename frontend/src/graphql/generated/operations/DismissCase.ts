/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { DismissCaseMutation, DismissCaseMutationVariables } from '../types'

export const DismissCase = operation<DismissCaseMutation, DismissCaseMutationVariables>('mutation', 'DismissCase', '244cdda3d4ecf1a780dcd7c80e10539a2656cdcb2d2fe4c19708683f095023c0')

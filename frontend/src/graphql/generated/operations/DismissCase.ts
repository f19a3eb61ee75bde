/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { DismissCaseMutation, DismissCaseMutationVariables } from '../types'

export const DismissCase = operation<DismissCaseMutation, DismissCaseMutationVariables>('mutation', 'DismissCase', '06504c0d7ed51891e7ebc64facc5fdb24988d771b7f27936895dbd60a00742b1')

/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { StartingSetQuery, StartingSetQueryVariables } from '../types'

export const StartingSet = operation<StartingSetQuery, StartingSetQueryVariables>('query', 'StartingSet', 'dbd32b300e11c01d710e8cd7aa57cc81d5ee006b4548caf78e6421c810a6377c')

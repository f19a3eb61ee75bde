/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { BoardQuery, BoardQueryVariables } from '../types'

export const Board = operation<BoardQuery, BoardQueryVariables>('query', 'Board', '4da166e60602bbf78b35e1fc59ba8f2257c97be2e4ac80adb6b7f3ea89cdc4b5')

/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { BoardQuery, BoardQueryVariables } from '../types'

export const Board = operation<BoardQuery, BoardQueryVariables>('query', 'Board', '048a1fcaebdc94d0c8aa335df1d804cbae7c3f079b1f5c66d657d2aabd7750fb')

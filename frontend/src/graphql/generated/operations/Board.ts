/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { BoardQuery, BoardQueryVariables } from '../types'

export const Board = operation<BoardQuery, BoardQueryVariables>('query', 'Board', '341475c4901de2f210608fd34484679530c2b45895ddfdaf877d8fc38cea0850')

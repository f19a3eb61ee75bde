/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { BoardQuery, BoardQueryVariables } from '../types'

export const Board = operation<BoardQuery, BoardQueryVariables>('query', 'Board', 'ceeee07dadb10b4312c98c7360c2109d1115c52c01cdeeed415b249954feee7b')

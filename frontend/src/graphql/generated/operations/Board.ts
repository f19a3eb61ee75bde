/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { BoardQuery, BoardQueryVariables } from '../types'

export const Board = operation<BoardQuery, BoardQueryVariables>('query', 'Board', '7d29eb3c3ef3fb0b7cb621a9eb9062c33cf295d3376f4e9c3500084a83f7cb2c')

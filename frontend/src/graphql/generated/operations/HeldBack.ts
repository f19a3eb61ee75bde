/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { HeldBackQuery, HeldBackQueryVariables } from '../types'

export const HeldBack = operation<HeldBackQuery, HeldBackQueryVariables>('query', 'HeldBack', '4aaf4d4d6b3f205e7972669a5752b943d72a310a81d5c99aa1bc6bd7dbc8c14e')

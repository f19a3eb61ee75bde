/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { HeldBackQuery, HeldBackQueryVariables } from '../types'

export const HeldBack = operation<HeldBackQuery, HeldBackQueryVariables>('query', 'HeldBack', '20254995d8e5388ecd652ad5de152dbd68dd26112b2f98fc3aa9069e263ff150')

/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { SuppressedCountQuery, SuppressedCountQueryVariables } from '../types'

export const SuppressedCount = operation<SuppressedCountQuery, SuppressedCountQueryVariables>('query', 'SuppressedCount', '45104c5688572906e2220d2039c91d39831b3a9ab9e8110477028a07498ff023')

/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { PlaceTrendsQuery, PlaceTrendsQueryVariables } from '../types'

export const PlaceTrends = operation<PlaceTrendsQuery, PlaceTrendsQueryVariables>('query', 'PlaceTrends', '61a35e28dd2b92f4cd14fc432cb47286433ca326698b7934e516a294586c470b')

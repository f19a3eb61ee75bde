/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { RecommendedValuesQuery, RecommendedValuesQueryVariables } from '../types'

export const RecommendedValues = operation<RecommendedValuesQuery, RecommendedValuesQueryVariables>('query', 'RecommendedValues', 'e753a571917a611f14e7aee4c089eb5430177405bbe0c038a85381b9ba71dab4')

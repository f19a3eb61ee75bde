/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { RecommendedValuesQuery, RecommendedValuesQueryVariables } from '../types'

export const RecommendedValues = operation<RecommendedValuesQuery, RecommendedValuesQueryVariables>('query', 'RecommendedValues', '897afd1772dc1b257608dd8bf32e065b0f3b76cd3d40938e9e9bc6ebd741d493')

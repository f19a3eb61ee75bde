/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { OverviewSumsQuery, OverviewSumsQueryVariables } from '../types'

export const OverviewSums = operation<OverviewSumsQuery, OverviewSumsQueryVariables>('query', 'OverviewSums', '7cae0199fa4c72b25266ac7d4db13e47482e62b7f630c1aeee76cba87524e083')

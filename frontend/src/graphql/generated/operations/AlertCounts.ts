/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { AlertCountsQuery, AlertCountsQueryVariables } from '../types'

export const AlertCounts = operation<AlertCountsQuery, AlertCountsQueryVariables>('query', 'AlertCounts', '73c763f96ac349a4070e768e9dcd643600358349a65c6a1a33e70c73c8f0f684')

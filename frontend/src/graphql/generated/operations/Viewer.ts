/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { ViewerQuery, ViewerQueryVariables } from '../types'

export const Viewer = operation<ViewerQuery, ViewerQueryVariables>('query', 'Viewer', 'a3d53bd7a7981c8b73246cdf3d377a607f1bf01005941124c817cc598a793613')

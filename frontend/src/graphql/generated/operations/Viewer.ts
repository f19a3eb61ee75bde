/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { ViewerQuery, ViewerQueryVariables } from '../types'

export const Viewer = operation<ViewerQuery, ViewerQueryVariables>('query', 'Viewer', '4c46e462758ffb928f69fd68e146c1a4c099aa1ac56466408d4661b8340bb807')

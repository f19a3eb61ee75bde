/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { ViewerQuery, ViewerQueryVariables } from '../types'

export const Viewer = operation<ViewerQuery, ViewerQueryVariables>('query', 'Viewer', 'cbd607baa2570addbfd59570f784a6c8eb9a48906cce60b7a53c7d8de1ceffbb')

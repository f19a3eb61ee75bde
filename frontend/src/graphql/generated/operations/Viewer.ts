/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { ViewerQuery, ViewerQueryVariables } from '../types'

export const Viewer = operation<ViewerQuery, ViewerQueryVariables>('query', 'Viewer', '0a49416b4987f4c615cba99b8c355f149d877904e95357295d63db4f93f8d5d0')

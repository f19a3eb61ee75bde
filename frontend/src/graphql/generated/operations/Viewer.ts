/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { ViewerQuery, ViewerQueryVariables } from '../types'

export const Viewer = operation<ViewerQuery, ViewerQueryVariables>('query', 'Viewer', '19329e41b1ba8519c2e62d82d87e736540e1889a9950ae11918157311555e8f5')

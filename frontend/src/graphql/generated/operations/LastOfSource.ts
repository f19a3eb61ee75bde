/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { LastOfSourceQuery, LastOfSourceQueryVariables } from '../types'

export const LastOfSource = operation<LastOfSourceQuery, LastOfSourceQueryVariables>('query', 'LastOfSource', '788515466abf36383c3ac5ffea2380032e8c3704c38cf24b181e72ed5838682f')

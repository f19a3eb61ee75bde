/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { MonitorQuery, MonitorQueryVariables } from '../types'

export const Monitor = operation<MonitorQuery, MonitorQueryVariables>('query', 'Monitor', '7e43d352c37c35c2d8bb622f4e281a7b28e7adadf78e5a1190617ce3d49ae378')

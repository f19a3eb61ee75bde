/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { MonitorQuery, MonitorQueryVariables } from '../types'

export const Monitor = operation<MonitorQuery, MonitorQueryVariables>('query', 'Monitor', '4033859e0e34dc81182c85a1b821f84ca831c2df78bca2eedc6b0778c5fb45e5')

/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { MonitorQuery, MonitorQueryVariables } from '../types'

export const Monitor = operation<MonitorQuery, MonitorQueryVariables>('query', 'Monitor', 'd16acdf06c07baa694e38f7b0bcc1262449ba465925b19aafd76fbc2c9406fe2')

/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { MonitorQuery, MonitorQueryVariables } from '../types'

export const Monitor = operation<MonitorQuery, MonitorQueryVariables>('query', 'Monitor', '2356526641faefbd656c7d4752da87879d09a66509893164770638b8cdb4f0f5')

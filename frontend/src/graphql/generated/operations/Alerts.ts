/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { AlertsQuery, AlertsQueryVariables } from '../types'

export const Alerts = operation<AlertsQuery, AlertsQueryVariables>('query', 'Alerts', '1b53f63d37e783205871b025ba32d97ed8e6d2a857950c4a8ec760fa774407e9')

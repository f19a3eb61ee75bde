/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { AlertsQuery, AlertsQueryVariables } from '../types'

export const Alerts = operation<AlertsQuery, AlertsQueryVariables>('query', 'Alerts', '5bba8d240540d80e6a6dc8f10c6b0cc686db3a341e2addf66d56610b9a5249f3')

/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { AlertsQuery, AlertsQueryVariables } from '../types'

export const Alerts = operation<AlertsQuery, AlertsQueryVariables>('query', 'Alerts', '959d47ac60816b9541b98a14cfe9cd19b9a506bad27650e8af48e17528ae5e1e')

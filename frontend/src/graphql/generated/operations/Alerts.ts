/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { AlertsQuery, AlertsQueryVariables } from '../types'

export const Alerts = operation<AlertsQuery, AlertsQueryVariables>('query', 'Alerts', 'cb93724b4a3e79e0e98a5fc9d285f10516ab53071f65e787b875cb46e8926e7d')

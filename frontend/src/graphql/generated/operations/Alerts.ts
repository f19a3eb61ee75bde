/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { AlertsQuery, AlertsQueryVariables } from '../types'

export const Alerts = operation<AlertsQuery, AlertsQueryVariables>('query', 'Alerts', 'c310a2e6befa9c1df74d87c6f16be6792daa9cfe14d7b31ebba168e1ebd86ebb')

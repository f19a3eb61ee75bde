/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { AlertDeliveriesQuery, AlertDeliveriesQueryVariables } from '../types'

export const AlertDeliveries = operation<AlertDeliveriesQuery, AlertDeliveriesQueryVariables>('query', 'AlertDeliveries', '2b92a9d1b3b31a70c4257a80341cc1590f80984cca66e1c3d47743dcdfc3198d')

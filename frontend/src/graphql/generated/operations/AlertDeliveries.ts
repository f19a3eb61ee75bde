/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { AlertDeliveriesQuery, AlertDeliveriesQueryVariables } from '../types'

export const AlertDeliveries = operation<AlertDeliveriesQuery, AlertDeliveriesQueryVariables>('query', 'AlertDeliveries', '5b38c5981186e5bfec63ec05fa4267f14e5f82c2cf3cc3bd7f5500e0238e318e')

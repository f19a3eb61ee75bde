/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { AlertDeliveriesQuery, AlertDeliveriesQueryVariables } from '../types'

export const AlertDeliveries = operation<AlertDeliveriesQuery, AlertDeliveriesQueryVariables>('query', 'AlertDeliveries', '27a65d9146e7dbfd41b551c366b6eeff21547e52bc64969daca12fa53feae8e8')

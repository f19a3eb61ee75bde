/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { AlertDeliveriesQuery, AlertDeliveriesQueryVariables } from '../types'

export const AlertDeliveries = operation<AlertDeliveriesQuery, AlertDeliveriesQueryVariables>('query', 'AlertDeliveries', '4280073ba8780c7026336d53fdc64939d582670f079a6dd4b3198008d14af96f')

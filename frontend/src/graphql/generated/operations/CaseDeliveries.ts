/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { CaseDeliveriesQuery, CaseDeliveriesQueryVariables } from '../types'

export const CaseDeliveries = operation<CaseDeliveriesQuery, CaseDeliveriesQueryVariables>('query', 'CaseDeliveries', '31d2375b1330efb0eab95b9b068141e965b612a7e67129e7e4369dc329cd2e8c')

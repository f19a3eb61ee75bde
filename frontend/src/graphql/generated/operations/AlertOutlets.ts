/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { AlertOutletsQuery, AlertOutletsQueryVariables } from '../types'

export const AlertOutlets = operation<AlertOutletsQuery, AlertOutletsQueryVariables>('query', 'AlertOutlets', '51ef66361d712598b2a7a98d351e3d53f08875eb38914a003b49ea7e72a869c4')

/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { OutletsQuery, OutletsQueryVariables } from '../types'

export const Outlets = operation<OutletsQuery, OutletsQueryVariables>('query', 'Outlets', '87b8190e73147562e2321bd137487c2f0a9a1a1ad88f0180e6444d4d114696c5')

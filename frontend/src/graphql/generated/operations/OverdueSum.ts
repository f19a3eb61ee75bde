/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { OverdueSumQuery, OverdueSumQueryVariables } from '../types'

export const OverdueSum = operation<OverdueSumQuery, OverdueSumQueryVariables>('query', 'OverdueSum', '02f6db90a56cb01b6ca632b2ed825f5f8d9ac4c41527dfe5bdbefd3edbe51d50')

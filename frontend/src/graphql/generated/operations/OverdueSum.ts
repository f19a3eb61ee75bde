/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { OverdueSumQuery, OverdueSumQueryVariables } from '../types'

export const OverdueSum = operation<OverdueSumQuery, OverdueSumQueryVariables>('query', 'OverdueSum', '571ea807204c82cecc9624bd970f7e5f9d5fdfd4388d581eb7610122c49b1a23')

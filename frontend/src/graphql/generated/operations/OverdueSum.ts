/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { OverdueSumQuery, OverdueSumQueryVariables } from '../types'

export const OverdueSum = operation<OverdueSumQuery, OverdueSumQueryVariables>('query', 'OverdueSum', '98eddf3dfc6e7a657abc378e29e8b00309382671f7abc0cdb27e0348477cad5e')

/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { SensorTraceQuery, SensorTraceQueryVariables } from '../types'

export const SensorTrace = operation<SensorTraceQuery, SensorTraceQueryVariables>('query', 'SensorTrace', 'b27c4bfee50f89cf0eb1394bc34e3f590b66b2fe074256b9b29293943b4b3a8c')

/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { SensorTraceQuery, SensorTraceQueryVariables } from '../types'

export const SensorTrace = operation<SensorTraceQuery, SensorTraceQueryVariables>('query', 'SensorTrace', '3dcfaf274331a23e17152a4096d73e678564e098898c7a23f34175ef07fcd9f7')

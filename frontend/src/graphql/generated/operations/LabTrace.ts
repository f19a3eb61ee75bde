/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { LabTraceQuery, LabTraceQueryVariables } from '../types'

export const LabTrace = operation<LabTraceQuery, LabTraceQueryVariables>('query', 'LabTrace', '9ecb6fb905212ae5f4d69294e03aa575de8c8de6ea7e2d9fb9d9f41725bb9a32')

/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { CaseRecordQuery, CaseRecordQueryVariables } from '../types'

export const CaseRecord = operation<CaseRecordQuery, CaseRecordQueryVariables>('query', 'CaseRecord', '18d75647808db2d47378f5f94faa8d5062d2eefb4ff1f1887d55841885c0db2f')

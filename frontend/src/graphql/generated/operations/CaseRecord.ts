/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { CaseRecordQuery, CaseRecordQueryVariables } from '../types'

export const CaseRecord = operation<CaseRecordQuery, CaseRecordQueryVariables>('query', 'CaseRecord', '29c7105dc7df7d03c3cea0dce53ade3daeb1fd9d24088ee182ca3a43cf37304d')

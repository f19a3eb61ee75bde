/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { CaseRecordQuery, CaseRecordQueryVariables } from '../types'

export const CaseRecord = operation<CaseRecordQuery, CaseRecordQueryVariables>('query', 'CaseRecord', '0b2805b076d0267ba51e68c75577dc6f1af3be8d90e6f7ed680a963405bfd9fd')

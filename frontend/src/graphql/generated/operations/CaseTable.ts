/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { CaseTableQuery, CaseTableQueryVariables } from '../types'

export const CaseTable = operation<CaseTableQuery, CaseTableQueryVariables>('query', 'CaseTable', '36e72e9bcc56b4740b40bc3be44e7599ccc78ef740f95870ba8833423308c640')

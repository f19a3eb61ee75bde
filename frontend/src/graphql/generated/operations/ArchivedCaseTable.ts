/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { ArchivedCaseTableQuery, ArchivedCaseTableQueryVariables } from '../types'

export const ArchivedCaseTable = operation<ArchivedCaseTableQuery, ArchivedCaseTableQueryVariables>('query', 'ArchivedCaseTable', '0b41df5de3787b57496b5951434969a451bcb9be28cc985f9c72c08f05f2c06b')

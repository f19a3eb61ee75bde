/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { CaseTableQuery, CaseTableQueryVariables } from '../types'

export const CaseTable = operation<CaseTableQuery, CaseTableQueryVariables>('query', 'CaseTable', 'ccdf0b16b7036b650a891ca55bfa0cada4578ad2468c422310bb4ad2f0072fb4')

/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { LedgerQuery, LedgerQueryVariables } from '../types'

export const Ledger = operation<LedgerQuery, LedgerQueryVariables>('query', 'Ledger', '3c4695d60e0bf3b8e4fd33b03b6d09242b3a76a75bb9002bef676720cd363860')

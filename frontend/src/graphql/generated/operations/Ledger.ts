/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { LedgerQuery, LedgerQueryVariables } from '../types'

export const Ledger = operation<LedgerQuery, LedgerQueryVariables>('query', 'Ledger', '8c9f2f1e1ac1b207f00d050a6edf3476504a4ea0c4397285153deb79cfa53f5d')

/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { LedgerPageQuery, LedgerPageQueryVariables } from '../types'

export const LedgerPage = operation<LedgerPageQuery, LedgerPageQueryVariables>('query', 'LedgerPage', '6f56470dd1b3f2a2e1b313c5249e6395e6e7f1df3875261d8fd9c4a0ccc3a8f0')

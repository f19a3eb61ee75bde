/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { LedgerPageQuery, LedgerPageQueryVariables } from '../types'

export const LedgerPage = operation<LedgerPageQuery, LedgerPageQueryVariables>('query', 'LedgerPage', 'd1d383012fb846fe4d02e536947892c7f20c5f2255f04720b3065bdef7104ad1')

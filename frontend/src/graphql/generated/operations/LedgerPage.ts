/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { LedgerPageQuery, LedgerPageQueryVariables } from '../types'

export const LedgerPage = operation<LedgerPageQuery, LedgerPageQueryVariables>('query', 'LedgerPage', 'b1279350faccf78301187ae948ed3da6db173a03fdd056f985d77f3495923155')

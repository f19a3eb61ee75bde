/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { LedgerPageQuery, LedgerPageQueryVariables } from '../types'

export const LedgerPage = operation<LedgerPageQuery, LedgerPageQueryVariables>('query', 'LedgerPage', 'ca6dbaf80ce339166263dc2bbcfc45fe8892434dc06b686a532f97c3924fc86c')

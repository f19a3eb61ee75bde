/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { AccountQuery, AccountQueryVariables } from '../types'

export const Account = operation<AccountQuery, AccountQueryVariables>('query', 'Account', 'd4ee35d14e17efb626de04314a29cef891c6850c3bbf5fd4e619198185800331')

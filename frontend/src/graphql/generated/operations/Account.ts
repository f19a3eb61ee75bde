/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { AccountQuery, AccountQueryVariables } from '../types'

export const Account = operation<AccountQuery, AccountQueryVariables>('query', 'Account', 'cfdff412bb070e7a24bad1e9bce2e528a676255e0a930b58a3f4839c0b840a64')

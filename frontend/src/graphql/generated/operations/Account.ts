/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { AccountQuery, AccountQueryVariables } from '../types'

export const Account = operation<AccountQuery, AccountQueryVariables>('query', 'Account', '1fe16f74472d52ac63e5042131a8eebfb0abe12c60f36ac0bbfbb5cb569af0cf')

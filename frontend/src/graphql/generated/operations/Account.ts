/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { AccountQuery, AccountQueryVariables } from '../types'

export const Account = operation<AccountQuery, AccountQueryVariables>('query', 'Account', '10c956a764cb64cb164469569f716cc02a702b93ae37657d34b95dd1ff2a3e32')

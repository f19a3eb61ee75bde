/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { AccountQuery, AccountQueryVariables } from '../types'

export const Account = operation<AccountQuery, AccountQueryVariables>('query', 'Account', '89b6d08aaeeea2aed37d9ccbedcc340b65ed6132cda9bf2b13e595e7764d54b6')

/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { AccountLinksQuery, AccountLinksQueryVariables } from '../types'

export const AccountLinks = operation<AccountLinksQuery, AccountLinksQueryVariables>('query', 'AccountLinks', 'a63e465683801669bf7b2cbba27ad8389bf8779e66947af00a3d6b8ddd3ec835')

/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { NeverHeardQuery, NeverHeardQueryVariables } from '../types'

export const NeverHeard = operation<NeverHeardQuery, NeverHeardQueryVariables>('query', 'NeverHeard', '6173753637181145371f980de6d35f63827d5c9f278771e9a98fdd026be976f7')

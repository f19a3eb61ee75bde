/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { PlaceUnlimitedQuery, PlaceUnlimitedQueryVariables } from '../types'

export const PlaceUnlimited = operation<PlaceUnlimitedQuery, PlaceUnlimitedQueryVariables>('query', 'PlaceUnlimited', 'fa40c09152f5fc5f7dd83764febf956172ae35cd9b7479ea43b622132c577446')

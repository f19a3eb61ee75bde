/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { PlaceMattersQuery, PlaceMattersQueryVariables } from '../types'

export const PlaceMatters = operation<PlaceMattersQuery, PlaceMattersQueryVariables>('query', 'PlaceMatters', '462de5c7ee03eb70f37e02a8fe3aa95395d7f54a61b7594934bbf85cd47ce277')

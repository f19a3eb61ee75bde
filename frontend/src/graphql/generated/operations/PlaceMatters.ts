/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { PlaceMattersQuery, PlaceMattersQueryVariables } from '../types'

export const PlaceMatters = operation<PlaceMattersQuery, PlaceMattersQueryVariables>('query', 'PlaceMatters', '058783ecb41193e8a8482fd5f6977bdfd56b9d8f36122e308b91b46ced73f40d')

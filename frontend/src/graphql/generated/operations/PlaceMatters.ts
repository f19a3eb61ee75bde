/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { PlaceMattersQuery, PlaceMattersQueryVariables } from '../types'

export const PlaceMatters = operation<PlaceMattersQuery, PlaceMattersQueryVariables>('query', 'PlaceMatters', '4236e79340a320e0ae2deb7be295b251bf9836943b8d9fa52d97af2a007024ee')

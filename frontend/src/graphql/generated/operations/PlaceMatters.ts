/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { PlaceMattersQuery, PlaceMattersQueryVariables } from '../types'

export const PlaceMatters = operation<PlaceMattersQuery, PlaceMattersQueryVariables>('query', 'PlaceMatters', 'e1a7d6e43674e1bb342773643c729afb207029e1c3b047e3d4691b3f9ad0eb34')

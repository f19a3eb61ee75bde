/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { PlaceMattersQuery, PlaceMattersQueryVariables } from '../types'

export const PlaceMatters = operation<PlaceMattersQuery, PlaceMattersQueryVariables>('query', 'PlaceMatters', 'b4af534edae8a478ad27c66e00454559d2b56c18848b0a99be2eb2de9fea6788')

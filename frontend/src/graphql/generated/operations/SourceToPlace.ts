/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { SourceToPlaceQuery, SourceToPlaceQueryVariables } from '../types'

export const SourceToPlace = operation<SourceToPlaceQuery, SourceToPlaceQueryVariables>('query', 'SourceToPlace', '0f8918df22043ef3e9dceeada4c26349a233e28bb42b49a5133ad2bcbcd26468')

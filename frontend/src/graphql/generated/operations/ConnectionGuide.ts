/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { ConnectionGuideQuery, ConnectionGuideQueryVariables } from '../types'

export const ConnectionGuide = operation<ConnectionGuideQuery, ConnectionGuideQueryVariables>('query', 'ConnectionGuide', '50c647b7acc981fde100a9ed898a8a67a298cbf5b0f7b9e840edd4ff276cfdfe')

/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { FindObjectsQuery, FindObjectsQueryVariables } from '../types'

export const FindObjects = operation<FindObjectsQuery, FindObjectsQueryVariables>('query', 'FindObjects', 'a5b676232b00741cfab96003b2dd4bacdbf6097739b952ca1e2660136702f604')

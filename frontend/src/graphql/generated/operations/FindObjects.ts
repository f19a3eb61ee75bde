/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { FindObjectsQuery, FindObjectsQueryVariables } from '../types'

export const FindObjects = operation<FindObjectsQuery, FindObjectsQueryVariables>('query', 'FindObjects', 'a082099ab7765c6d49388481febaae6f23a3c0a6914fa2d2a508ed180ebdeeea')

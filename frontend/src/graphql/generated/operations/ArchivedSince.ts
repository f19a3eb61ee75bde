/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { ArchivedSinceQuery, ArchivedSinceQueryVariables } from '../types'

export const ArchivedSince = operation<ArchivedSinceQuery, ArchivedSinceQueryVariables>('query', 'ArchivedSince', 'b1b91ae16b5b94a915b46bea6dd77bdab269c924841c779075554932e133a67c')

/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { DigestQuery, DigestQueryVariables } from '../types'

export const Digest = operation<DigestQuery, DigestQueryVariables>('query', 'Digest', 'e11ec541970258563b62525d2ff3c1b2e443247f22c4340997d88185c4fd0bb4')

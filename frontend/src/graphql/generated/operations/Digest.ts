/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { DigestQuery, DigestQueryVariables } from '../types'

export const Digest = operation<DigestQuery, DigestQueryVariables>('query', 'Digest', 'b7b27ee96d1dedc6209be2185e3aaf8ed9b34c6da3e48415911d01337edb8ce2')

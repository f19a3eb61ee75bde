/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { DigestQuery, DigestQueryVariables } from '../types'

export const Digest = operation<DigestQuery, DigestQueryVariables>('query', 'Digest', '9b7afd0a59bdd6c27fc205a0175f79a9e84f58f0e2e8fdd2ee47adef5399ca10')

/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { DigestQuery, DigestQueryVariables } from '../types'

export const Digest = operation<DigestQuery, DigestQueryVariables>('query', 'Digest', '2c5576999798f99af26c609e90dba8b9ef86864cd0c985c497b20a789159edf4')

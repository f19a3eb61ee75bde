/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { AlertQuery, AlertQueryVariables } from '../types'

export const Alert = operation<AlertQuery, AlertQueryVariables>('query', 'Alert', 'db94472253a8d1f329c28a7b376f8086a2064787f0d9113491a09e9ec9a6f2e7')

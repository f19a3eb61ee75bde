/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { AlertQuery, AlertQueryVariables } from '../types'

export const Alert = operation<AlertQuery, AlertQueryVariables>('query', 'Alert', '116d1ce29c0bb5f2d2dcadb6d6963b56b161a1f4298b9d9a1911007d8cc066d9')

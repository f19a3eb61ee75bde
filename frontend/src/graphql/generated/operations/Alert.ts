/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { AlertQuery, AlertQueryVariables } from '../types'

export const Alert = operation<AlertQuery, AlertQueryVariables>('query', 'Alert', '3d43b74e7b66a67b1377aac8823aec95f140f92b18ffe84f4b929481543cff94')

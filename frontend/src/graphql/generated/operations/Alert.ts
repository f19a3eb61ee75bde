/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { AlertQuery, AlertQueryVariables } from '../types'

export const Alert = operation<AlertQuery, AlertQueryVariables>('query', 'Alert', '9e26569e7f96397ecd0e8c18b5e5863ed377158e95e440799e458f9bab536711')

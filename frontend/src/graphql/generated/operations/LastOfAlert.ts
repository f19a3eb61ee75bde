/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { LastOfAlertQuery, LastOfAlertQueryVariables } from '../types'

export const LastOfAlert = operation<LastOfAlertQuery, LastOfAlertQueryVariables>('query', 'LastOfAlert', '835bdb34cae14c6f68da5c0bcccebff97a269f315cc772687e9def99d58918ea')

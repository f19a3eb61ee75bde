/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { LastAlertTestQuery, LastAlertTestQueryVariables } from '../types'

export const LastAlertTest = operation<LastAlertTestQuery, LastAlertTestQueryVariables>('query', 'LastAlertTest', '3b7076f593af551ce0dd01471bd33c19cd68acc61a80f633d94fdb56d26606ef')

/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { RedUnwatchedQuery, RedUnwatchedQueryVariables } from '../types'

export const RedUnwatched = operation<RedUnwatchedQuery, RedUnwatchedQueryVariables>('query', 'RedUnwatched', '278a29f107f797260daa72ac51c24e803c693553309effdb340f8dd8d974b187')

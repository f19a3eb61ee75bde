/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { VerifyArchiveQuery, VerifyArchiveQueryVariables } from '../types'

export const VerifyArchive = operation<VerifyArchiveQuery, VerifyArchiveQueryVariables>('query', 'VerifyArchive', '444bdb97a8d68ba754cd09c4c98d33c7dac9907a0a5ce0200f0cec70c47a92c7')

/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { RecordRootCauseMutation, RecordRootCauseMutationVariables } from '../types'

export const RecordRootCause = operation<RecordRootCauseMutation, RecordRootCauseMutationVariables>('mutation', 'RecordRootCause', '8274bbedc5be9dfc2ede00b0575f7fd6e47b1ffebc3b0064df52767ace38db82')

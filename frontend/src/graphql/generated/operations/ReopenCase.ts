/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { ReopenCaseMutation, ReopenCaseMutationVariables } from '../types'

export const ReopenCase = operation<ReopenCaseMutation, ReopenCaseMutationVariables>('mutation', 'ReopenCase', 'fe006ca51c8247dc213e6f726daa37bb1ea43d8dcedb9fd51e4db12735f65be0')

/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { DuplicateCandidatesQuery, DuplicateCandidatesQueryVariables } from '../types'

export const DuplicateCandidates = operation<DuplicateCandidatesQuery, DuplicateCandidatesQueryVariables>('query', 'DuplicateCandidates', '9e042b0a59998a5a905633355b00b5e13f9509a45f19bb41ce96bf8226d4e06e')

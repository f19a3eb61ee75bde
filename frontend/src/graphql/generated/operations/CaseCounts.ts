/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { CaseCountsQuery, CaseCountsQueryVariables } from '../types'

export const CaseCounts = operation<CaseCountsQuery, CaseCountsQueryVariables>('query', 'CaseCounts', '8f459482ab5e5c378bd5782db0a5136da2e00887470f3effd9ddf8ece64c31fa')

/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { WorkPackRisksQuery, WorkPackRisksQueryVariables } from '../types'

export const WorkPackRisks = operation<WorkPackRisksQuery, WorkPackRisksQueryVariables>('query', 'WorkPackRisks', '253691d69648da0b30276789836796421a6eebf8f94141c5c008db0bf0ef41ec')

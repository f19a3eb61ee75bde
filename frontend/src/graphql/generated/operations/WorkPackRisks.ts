/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { WorkPackRisksQuery, WorkPackRisksQueryVariables } from '../types'

export const WorkPackRisks = operation<WorkPackRisksQuery, WorkPackRisksQueryVariables>('query', 'WorkPackRisks', 'a0a910c2507dbc8d05fdbabc3b96e9e2a0c471a04d6e8ad5b62bd2a3900c56c4')

/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { WorkPackRisksQuery, WorkPackRisksQueryVariables } from '../types'

export const WorkPackRisks = operation<WorkPackRisksQuery, WorkPackRisksQueryVariables>('query', 'WorkPackRisks', 'ce2a059b862b533fcfea0572124b0e455b8875819391d71fcc314023b8f42118')

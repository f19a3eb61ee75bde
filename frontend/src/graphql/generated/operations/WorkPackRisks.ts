/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { WorkPackRisksQuery, WorkPackRisksQueryVariables } from '../types'

export const WorkPackRisks = operation<WorkPackRisksQuery, WorkPackRisksQueryVariables>('query', 'WorkPackRisks', 'f862328385f9b374658b6f9ce96e74daeed116e9175d7fd355c594d53573360b')

/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { WorkPackReportsQuery, WorkPackReportsQueryVariables } from '../types'

export const WorkPackReports = operation<WorkPackReportsQuery, WorkPackReportsQueryVariables>('query', 'WorkPackReports', 'a92fb22f3622e7fabb45d07541379e43e4a8500c0e65e1ed1a0046e5d00477e7')

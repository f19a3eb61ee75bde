/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { WorkPackReportsQuery, WorkPackReportsQueryVariables } from '../types'

export const WorkPackReports = operation<WorkPackReportsQuery, WorkPackReportsQueryVariables>('query', 'WorkPackReports', 'db25bb15d29e5ccd92cc0cb842afbe055c85ba3319f9f7b7b24334c3e21bee7e')

/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { WorkPackReportsQuery, WorkPackReportsQueryVariables } from '../types'

export const WorkPackReports = operation<WorkPackReportsQuery, WorkPackReportsQueryVariables>('query', 'WorkPackReports', '76e4d44254bb57a4c4ed810b28104b0bdf33e08e3e4f690001ff1cbe68039c65')

/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { WorkPackReportsQuery, WorkPackReportsQueryVariables } from '../types'

export const WorkPackReports = operation<WorkPackReportsQuery, WorkPackReportsQueryVariables>('query', 'WorkPackReports', 'b0b6c3267c69742e1023e95939932a4fbfaa2792f30dbb692a774f9049c3d104')

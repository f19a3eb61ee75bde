/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { FalseAlarmSourcesQuery, FalseAlarmSourcesQueryVariables } from '../types'

export const FalseAlarmSources = operation<FalseAlarmSourcesQuery, FalseAlarmSourcesQueryVariables>('query', 'FalseAlarmSources', '54e623aa1d13dc9501235a4faa9a9839065e8e4fdf5665da64977dc01d7f0680')

/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { TaskCountsQuery, TaskCountsQueryVariables } from '../types'

export const TaskCounts = operation<TaskCountsQuery, TaskCountsQueryVariables>('query', 'TaskCounts', '7adf76c862c93132c0bd2e67d1cce301f3e942ef85d42cd356765d45dc7adf8f')

/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { TaskTableQuery, TaskTableQueryVariables } from '../types'

export const TaskTable = operation<TaskTableQuery, TaskTableQueryVariables>('query', 'TaskTable', '012febfa2f1e8b68d41d544f0bbacf41574272c682e74ece39ae5c2cea1dbf23')

/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { TaskRulesQuery, TaskRulesQueryVariables } from '../types'

export const TaskRules = operation<TaskRulesQuery, TaskRulesQueryVariables>('query', 'TaskRules', '7231c545547248e1b424a9ff4950e03f4a263268efebcf6791285b45a6cba066')

/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { TaskRulesQuery, TaskRulesQueryVariables } from '../types'

export const TaskRules = operation<TaskRulesQuery, TaskRulesQueryVariables>('query', 'TaskRules', 'bc831d98ad3c1b0f1215807e71e608697e3ce93bdba1d6ef2c36a9a5fca3229b')

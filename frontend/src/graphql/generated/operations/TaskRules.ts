/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { TaskRulesQuery, TaskRulesQueryVariables } from '../types'

export const TaskRules = operation<TaskRulesQuery, TaskRulesQueryVariables>('query', 'TaskRules', 'f89650b99e5ba24311d4273495df3d7c7bbabbe2ddfc02458786c50a570b73b7')

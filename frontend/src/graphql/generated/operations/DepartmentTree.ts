/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { DepartmentTreeQuery, DepartmentTreeQueryVariables } from '../types'

export const DepartmentTree = operation<DepartmentTreeQuery, DepartmentTreeQueryVariables>('query', 'DepartmentTree', 'cbdf3c53131350d56699748701cd76c2e8b4d28473187d5091ba8423484ba7fa')

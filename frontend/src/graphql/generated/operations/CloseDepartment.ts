/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { CloseDepartmentMutation, CloseDepartmentMutationVariables } from '../types'

export const CloseDepartment = operation<CloseDepartmentMutation, CloseDepartmentMutationVariables>('mutation', 'CloseDepartment', '4bc9d2324c44faa8e9400d2ff8d57d711b2f93fe161c1dd14b788e3d0b76c11e')

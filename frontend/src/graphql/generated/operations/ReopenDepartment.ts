/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { ReopenDepartmentMutation, ReopenDepartmentMutationVariables } from '../types'

export const ReopenDepartment = operation<ReopenDepartmentMutation, ReopenDepartmentMutationVariables>('mutation', 'ReopenDepartment', 'e00469d6073858b1ad217cb7c9ba53c0544b958925dda4b2469d2ad6ffd3f908')

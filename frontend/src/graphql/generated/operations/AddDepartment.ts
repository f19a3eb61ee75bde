/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { AddDepartmentMutation, AddDepartmentMutationVariables } from '../types'

export const AddDepartment = operation<AddDepartmentMutation, AddDepartmentMutationVariables>('mutation', 'AddDepartment', '3150fd3797cd8442437981f96737247f0aceefdf522be86462eee7daf5fa9f50')

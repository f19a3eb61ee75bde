/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { ChangeDepartmentMutation, ChangeDepartmentMutationVariables } from '../types'

export const ChangeDepartment = operation<ChangeDepartmentMutation, ChangeDepartmentMutationVariables>('mutation', 'ChangeDepartment', '14c6cda8c7f9cebb74d1d2a50f794520e82b712d5116fd4d528562705a7995be')

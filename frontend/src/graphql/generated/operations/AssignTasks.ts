/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { AssignTasksMutation, AssignTasksMutationVariables } from '../types'

export const AssignTasks = operation<AssignTasksMutation, AssignTasksMutationVariables>('mutation', 'AssignTasks', 'a2f2a82c86566aad0f2c661f23a5eed3c8d047b855bbafa0de058d93d441f59f')

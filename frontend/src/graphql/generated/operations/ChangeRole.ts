/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { ChangeRoleMutation, ChangeRoleMutationVariables } from '../types'

export const ChangeRole = operation<ChangeRoleMutation, ChangeRoleMutationVariables>('mutation', 'ChangeRole', 'b992a315b88cc678be1795919351600787d8a7c83d32cf3fb45ca752cd6f8024')

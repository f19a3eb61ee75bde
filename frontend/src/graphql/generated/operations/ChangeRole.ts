/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { ChangeRoleMutation, ChangeRoleMutationVariables } from '../types'

export const ChangeRole = operation<ChangeRoleMutation, ChangeRoleMutationVariables>('mutation', 'ChangeRole', '2eee718de11e07c647aba15195d94aabb324bae08626a85a4e2eb1802e5d90de')

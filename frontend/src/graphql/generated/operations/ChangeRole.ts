/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { ChangeRoleMutation, ChangeRoleMutationVariables } from '../types'

export const ChangeRole = operation<ChangeRoleMutation, ChangeRoleMutationVariables>('mutation', 'ChangeRole', '44703e7da8bc48ecab63a17e3c0a677b525c0293e373f76652c63fe7b006bce2')

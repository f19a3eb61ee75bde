/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { AddPersonMutation, AddPersonMutationVariables } from '../types'

export const AddPerson = operation<AddPersonMutation, AddPersonMutationVariables>('mutation', 'AddPerson', '25d7195eef3956bfde33e37393909d525bc9c67259e97ced9f6bd1e7c2ecb65f')

/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { AddPersonMutation, AddPersonMutationVariables } from '../types'

export const AddPerson = operation<AddPersonMutation, AddPersonMutationVariables>('mutation', 'AddPerson', '90def69eef917eabdccd5b675a49605e34f5ecbccd6d8762ebdd31429b3357d7')

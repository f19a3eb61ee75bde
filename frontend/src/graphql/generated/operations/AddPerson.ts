/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { AddPersonMutation, AddPersonMutationVariables } from '../types'

export const AddPerson = operation<AddPersonMutation, AddPersonMutationVariables>('mutation', 'AddPerson', '47ae4793c586e0986a4e586a0e840f22833247f8124f5ecc21e7d7f62b1f4228')

/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { NameSecondPersonMutation, NameSecondPersonMutationVariables } from '../types'

export const NameSecondPerson = operation<NameSecondPersonMutation, NameSecondPersonMutationVariables>('mutation', 'NameSecondPerson', 'ee6b22dc3ca1a1d34590c6a71771ef81d1fd78d416805a6894569b5dd440d885')

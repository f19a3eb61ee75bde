/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { NameSecondPersonMutation, NameSecondPersonMutationVariables } from '../types'

export const NameSecondPerson = operation<NameSecondPersonMutation, NameSecondPersonMutationVariables>('mutation', 'NameSecondPerson', '33e285fea7e5180cbbfd8babafd592d8a2569b89e3b3f5e96c32b4f0088badc4')

/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { SecondPeopleQuery, SecondPeopleQueryVariables } from '../types'

export const SecondPeople = operation<SecondPeopleQuery, SecondPeopleQueryVariables>('query', 'SecondPeople', '9b9e4b9d5fe3eb9c287a5b3b90b802c2e107b905e2c7af77a72462ee8c53a1c2')

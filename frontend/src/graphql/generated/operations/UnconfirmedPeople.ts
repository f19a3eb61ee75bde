/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { UnconfirmedPeopleQuery, UnconfirmedPeopleQueryVariables } from '../types'

export const UnconfirmedPeople = operation<UnconfirmedPeopleQuery, UnconfirmedPeopleQueryVariables>('query', 'UnconfirmedPeople', 'ee1f14f3a7ff25ba375de030d631377f458348fa6e5f3bc3e8c79e3fd070a3f2')

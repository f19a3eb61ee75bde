/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { PeopleQuery, PeopleQueryVariables } from '../types'

export const People = operation<PeopleQuery, PeopleQueryVariables>('query', 'People', '7fcdc1cec3d89fc0922aab61e86b36043ea7d3976b04dc3c502c29c2198dc0dc')

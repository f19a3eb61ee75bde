/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { MyWorkQuery, MyWorkQueryVariables } from '../types'

export const MyWork = operation<MyWorkQuery, MyWorkQueryVariables>('query', 'MyWork', 'fc6145c2d155090a4b559f40a81865f0a7195b61da6ecca73eeca67fb716c46e')

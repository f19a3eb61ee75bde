/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { MyWorkQuery, MyWorkQueryVariables } from '../types'

export const MyWork = operation<MyWorkQuery, MyWorkQueryVariables>('query', 'MyWork', '1701c6821f44f57dbadaaf10931e58f76ce06060a76de3c753d5be31615fa563')

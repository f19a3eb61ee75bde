/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { HomeQuery, HomeQueryVariables } from '../types'

export const Home = operation<HomeQuery, HomeQueryVariables>('query', 'Home', '3b4aa77aa70e156efd5c9da4b2347840bee6f516f7d8b5005228c39b26da18e4')

/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { HomeQuery, HomeQueryVariables } from '../types'

export const Home = operation<HomeQuery, HomeQueryVariables>('query', 'Home', '02164a0eef5cf4037d6fb8b0eb640604dad3829c1b97b1a018daa1b2363c6f5f')

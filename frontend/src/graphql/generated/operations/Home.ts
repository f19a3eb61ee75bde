/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { HomeQuery, HomeQueryVariables } from '../types'

export const Home = operation<HomeQuery, HomeQueryVariables>('query', 'Home', 'd1d4bf8ca11ceb86ce7beb4b550b52f6753295bf7239a1a66ad1a9e001a7d625')

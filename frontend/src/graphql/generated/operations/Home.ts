/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { HomeQuery, HomeQueryVariables } from '../types'

export const Home = operation<HomeQuery, HomeQueryVariables>('query', 'Home', '974fcaddecba6fa1e539dc198fea1e8e1c64e1cf0f85271fd1b041baf599e941')

/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { HomeQuery, HomeQueryVariables } from '../types'

export const Home = operation<HomeQuery, HomeQueryVariables>('query', 'Home', '1c51fba3b2dcd4dfc5cd398b1334ee7f86bbad422df252df3c49ee3042450ba7')

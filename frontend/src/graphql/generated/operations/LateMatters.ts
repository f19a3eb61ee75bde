/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { LateMattersQuery, LateMattersQueryVariables } from '../types'

export const LateMatters = operation<LateMattersQuery, LateMattersQueryVariables>('query', 'LateMatters', 'eb23a47d280f8b9577411cfd5e78c9f5d855f381df1201b74825c5baea791c68')

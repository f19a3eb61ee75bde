/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { LateMattersQuery, LateMattersQueryVariables } from '../types'

export const LateMatters = operation<LateMattersQuery, LateMattersQueryVariables>('query', 'LateMatters', '59d6ce545930b37f3e1ada86ea8aec23d7a214e004b62dd724788a001879f4b7')

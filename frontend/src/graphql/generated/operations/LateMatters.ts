/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { LateMattersQuery, LateMattersQueryVariables } from '../types'

export const LateMatters = operation<LateMattersQuery, LateMattersQueryVariables>('query', 'LateMatters', '5d749c975b8abf3dae9a5c150e63d9aa261e363c2f02ffd1c55799240a1cb288')

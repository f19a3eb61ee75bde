/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { RosterLinesQuery, RosterLinesQueryVariables } from '../types'

export const RosterLines = operation<RosterLinesQuery, RosterLinesQueryVariables>('query', 'RosterLines', 'f4b161bbe4b1c2f5fb3b4522964a7b40516206a6d8486472f5b7be300721b1d9')

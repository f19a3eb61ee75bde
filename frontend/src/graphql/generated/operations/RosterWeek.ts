/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { RosterWeekQuery, RosterWeekQueryVariables } from '../types'

export const RosterWeek = operation<RosterWeekQuery, RosterWeekQueryVariables>('query', 'RosterWeek', '517bf1316dbe682be0e59c44f4f33fce1d2b833caac79415356c0bb88c8ed444')

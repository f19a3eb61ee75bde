/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { RosterWeekQuery, RosterWeekQueryVariables } from '../types'

export const RosterWeek = operation<RosterWeekQuery, RosterWeekQueryVariables>('query', 'RosterWeek', 'ea90c196e55d75433cbf80c77745b7849a48b6f2d0c8e9de49d353c604a8dc5e')

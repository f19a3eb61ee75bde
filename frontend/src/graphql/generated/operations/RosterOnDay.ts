/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { RosterOnDayQuery, RosterOnDayQueryVariables } from '../types'

export const RosterOnDay = operation<RosterOnDayQuery, RosterOnDayQueryVariables>('query', 'RosterOnDay', 'e2f5a36b212b9e4216570d2e8383e5f1ee265aa8df3321d164ef71a334b371a2')

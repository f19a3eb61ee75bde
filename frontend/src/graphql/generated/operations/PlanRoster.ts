/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { PlanRosterMutation, PlanRosterMutationVariables } from '../types'

export const PlanRoster = operation<PlanRosterMutation, PlanRosterMutationVariables>('mutation', 'PlanRoster', 'f73e85fb8195ca4ea29be9c973d0ee1d606a625d2917185f54c751d70d630cd6')

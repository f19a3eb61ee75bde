/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { CloseRosterMutation, CloseRosterMutationVariables } from '../types'

export const CloseRoster = operation<CloseRosterMutation, CloseRosterMutationVariables>('mutation', 'CloseRoster', '6f5bfa872e1221b1c420cd47d61e974997e66dcf5de21eca2d3e616a06349a7a')

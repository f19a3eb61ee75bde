/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { DeclineHazardMutation, DeclineHazardMutationVariables } from '../types'

export const DeclineHazard = operation<DeclineHazardMutation, DeclineHazardMutationVariables>('mutation', 'DeclineHazard', '9ddd8f40e48edf6d1089b8c03634fd0f678b822f330bee24b07a1aa7215c8221')

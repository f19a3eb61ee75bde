/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { FollowUpCasesMutation, FollowUpCasesMutationVariables } from '../types'

export const FollowUpCases = operation<FollowUpCasesMutation, FollowUpCasesMutationVariables>('mutation', 'FollowUpCases', '10f6de91e7080fab7a860bcc741c0f6b96bdb75dc9c648682d64907f41dea6f7')

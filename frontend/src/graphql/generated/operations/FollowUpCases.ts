/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { FollowUpCasesMutation, FollowUpCasesMutationVariables } from '../types'

export const FollowUpCases = operation<FollowUpCasesMutation, FollowUpCasesMutationVariables>('mutation', 'FollowUpCases', '7d061b5081b0f51fb4479e5c1b6482986c14ca1b4d436f7783d803bf7ce96c2c')

/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { ChangeRiskDraftMutation, ChangeRiskDraftMutationVariables } from '../types'

export const ChangeRiskDraft = operation<ChangeRiskDraftMutation, ChangeRiskDraftMutationVariables>('mutation', 'ChangeRiskDraft', '1358a213357572561ea4fb49d19c386e9b910266c60ddf4cb5d36e168b89e4ef')

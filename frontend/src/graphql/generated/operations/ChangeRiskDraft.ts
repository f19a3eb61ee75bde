/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { ChangeRiskDraftMutation, ChangeRiskDraftMutationVariables } from '../types'

export const ChangeRiskDraft = operation<ChangeRiskDraftMutation, ChangeRiskDraftMutationVariables>('mutation', 'ChangeRiskDraft', 'd3507c01e0ce6d70d34b89a124abe469c2317427b7f0c7e4f29b7ff03c95a446')

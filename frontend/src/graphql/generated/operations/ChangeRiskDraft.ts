/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { ChangeRiskDraftMutation, ChangeRiskDraftMutationVariables } from '../types'

export const ChangeRiskDraft = operation<ChangeRiskDraftMutation, ChangeRiskDraftMutationVariables>('mutation', 'ChangeRiskDraft', '5853685a00b2b6016e0cde9584495cda29b61dd938e13f8ef4ca7b5dd7a2999f')

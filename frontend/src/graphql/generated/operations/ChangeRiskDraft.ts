/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { ChangeRiskDraftMutation, ChangeRiskDraftMutationVariables } from '../types'

export const ChangeRiskDraft = operation<ChangeRiskDraftMutation, ChangeRiskDraftMutationVariables>('mutation', 'ChangeRiskDraft', 'b99425163b9d57d61e725742cbf6974a4131f64760c9012fb7236b3cb326c532')

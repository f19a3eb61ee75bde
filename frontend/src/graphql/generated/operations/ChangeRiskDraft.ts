/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { ChangeRiskDraftMutation, ChangeRiskDraftMutationVariables } from '../types'

export const ChangeRiskDraft = operation<ChangeRiskDraftMutation, ChangeRiskDraftMutationVariables>('mutation', 'ChangeRiskDraft', 'f356c99f95b649872893451822dd1f5ea0157b3965e1f2ee324ca2f06dfe1eef')

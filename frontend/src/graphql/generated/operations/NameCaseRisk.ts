/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { NameCaseRiskMutation, NameCaseRiskMutationVariables } from '../types'

export const NameCaseRisk = operation<NameCaseRiskMutation, NameCaseRiskMutationVariables>('mutation', 'NameCaseRisk', '18115a37c0d26003aa25bf7f81d9efb291003ed1a157de5f45f1f96b819255ba')

/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { NameCaseRiskMutation, NameCaseRiskMutationVariables } from '../types'

export const NameCaseRisk = operation<NameCaseRiskMutation, NameCaseRiskMutationVariables>('mutation', 'NameCaseRisk', '835c96bc604e13b21082d4b326f47d3bb4b69cd568efe5c1c8de317f746d01ab')

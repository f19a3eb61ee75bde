/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { UnbindRiskSourceMutation, UnbindRiskSourceMutationVariables } from '../types'

export const UnbindRiskSource = operation<UnbindRiskSourceMutation, UnbindRiskSourceMutationVariables>('mutation', 'UnbindRiskSource', 'c637ef96739a34138dbbd41a5bef73edbd2220b274849a47047ee7a27d5a30d1')

/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { RiskEventToEditQuery, RiskEventToEditQueryVariables } from '../types'

export const RiskEventToEdit = operation<RiskEventToEditQuery, RiskEventToEditQueryVariables>('query', 'RiskEventToEdit', '13eb26f3f3cd53806538a0b71147998c92f8596a0a6b2651b30448d78e0aee65')

/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { ObservationRulesQuery, ObservationRulesQueryVariables } from '../types'

export const ObservationRules = operation<ObservationRulesQuery, ObservationRulesQueryVariables>('query', 'ObservationRules', '4266ba46dedf8efd44d997655d941bd520c31ccb61130dd690fcf90d73237f85')

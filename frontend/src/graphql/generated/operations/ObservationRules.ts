/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { ObservationRulesQuery, ObservationRulesQueryVariables } from '../types'

export const ObservationRules = operation<ObservationRulesQuery, ObservationRulesQueryVariables>('query', 'ObservationRules', '20756da91bb815471ff13f1e19f7bd4c105feec01dc7e91b1c93de0c9b30c549')

/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { ObservationRulesQuery, ObservationRulesQueryVariables } from '../types'

export const ObservationRules = operation<ObservationRulesQuery, ObservationRulesQueryVariables>('query', 'ObservationRules', '96ae690c4ad529263a6cd9dd7064aaa9d59ba622f80558b1a85d38db2579cfa5')

/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { SituationQuery, SituationQueryVariables } from '../types'

export const Situation = operation<SituationQuery, SituationQueryVariables>('query', 'Situation', '30afbd0b1bae29e6b070949682e902754221b7d1c921cf98a51dbc6a36902817')

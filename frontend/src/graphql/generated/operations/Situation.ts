/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { SituationQuery, SituationQueryVariables } from '../types'

export const Situation = operation<SituationQuery, SituationQueryVariables>('query', 'Situation', '128f6bd6475101bdaf84557fb473342479b9bafa9bd34c83333f6a712746e827')

/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { SituationQuery, SituationQueryVariables } from '../types'

export const Situation = operation<SituationQuery, SituationQueryVariables>('query', 'Situation', 'b72542598e95154d8a9e0e54db07314a73fc654cbaf10f85d8cb1a24b2c58d0f')

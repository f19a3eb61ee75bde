/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { SituationQuery, SituationQueryVariables } from '../types'

export const Situation = operation<SituationQuery, SituationQueryVariables>('query', 'Situation', '3b8f7a3f34a661981d8c27944c606fbe01b0ac6780d01adee24cff9daafb1a8c')

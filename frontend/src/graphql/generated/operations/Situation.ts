/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { SituationQuery, SituationQueryVariables } from '../types'

export const Situation = operation<SituationQuery, SituationQueryVariables>('query', 'Situation', '4dfc4a5b9db8b155fcd1e73bd07c900ef61c7ec5fe4312510ec52bd088e58659')

/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { KpisQuery, KpisQueryVariables } from '../types'

export const Kpis = operation<KpisQuery, KpisQueryVariables>('query', 'Kpis', '1aea3a720c23443e15c95f39630406a51baf15241b467738b41a9ddca4b49efe')

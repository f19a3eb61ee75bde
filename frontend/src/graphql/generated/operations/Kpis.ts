/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { KpisQuery, KpisQueryVariables } from '../types'

export const Kpis = operation<KpisQuery, KpisQueryVariables>('query', 'Kpis', '81edfb6fd319865e1662bd86a7c3a0db27e5523c37030dcbe1cb7059b1f56636')

/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { KpisQuery, KpisQueryVariables } from '../types'

export const Kpis = operation<KpisQuery, KpisQueryVariables>('query', 'Kpis', 'a9993bd8d0c9770e78fcb3076ee2a078adef8700573ffc7a3aadbea545ec6b77')

/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { KpisQuery, KpisQueryVariables } from '../types'

export const Kpis = operation<KpisQuery, KpisQueryVariables>('query', 'Kpis', '1781cbca62fb008ab2bc3395e087ec25d6968148d3af1e54df5b043da9817a0c')

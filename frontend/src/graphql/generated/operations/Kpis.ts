/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { KpisQuery, KpisQueryVariables } from '../types'

export const Kpis = operation<KpisQuery, KpisQueryVariables>('query', 'Kpis', 'c544ad7ad133a6f3f5265517b0455d0e49821ba8110c91d9e5685ed0c94b9cfa')

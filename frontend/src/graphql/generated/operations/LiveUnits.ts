/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { LiveUnitsQuery, LiveUnitsQueryVariables } from '../types'

export const LiveUnits = operation<LiveUnitsQuery, LiveUnitsQueryVariables>('query', 'LiveUnits', '2a96a3b8d7b858c55a225d9199d4f284557fa4fe5b3be0680caa3c505c1eaeeb')

/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { OverdueWorkQuery, OverdueWorkQueryVariables } from '../types'

export const OverdueWork = operation<OverdueWorkQuery, OverdueWorkQueryVariables>('query', 'OverdueWork', '2811590644d66d2424d1458daa3ee014f2b92178e8ecd721fe91fb945a516ff5')

/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { OverdueWorkQuery, OverdueWorkQueryVariables } from '../types'

export const OverdueWork = operation<OverdueWorkQuery, OverdueWorkQueryVariables>('query', 'OverdueWork', '24a7b9ad4016a3973b812c34229b3009dec09d94e13463f11e0e133d6c268b80')

/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { OverdueWorkQuery, OverdueWorkQueryVariables } from '../types'

export const OverdueWork = operation<OverdueWorkQuery, OverdueWorkQueryVariables>('query', 'OverdueWork', 'd2ce3fbe2ca5a1cfd69194fd1fd31149788be29d5861d496b506164dedafc743')

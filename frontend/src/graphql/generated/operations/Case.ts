/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { CaseQuery, CaseQueryVariables } from '../types'

export const Case = operation<CaseQuery, CaseQueryVariables>('query', 'Case', '73fef76c546ca5332f52293343dc3f96fa9b95b40f9ceeb84ea1d4e0c3a0bbcd')

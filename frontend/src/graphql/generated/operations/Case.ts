/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { CaseQuery, CaseQueryVariables } from '../types'

export const Case = operation<CaseQuery, CaseQueryVariables>('query', 'Case', '18eb8963d082bea829590aedf46ed2c1c91218fe446e00ad2bd50118391ecc9e')

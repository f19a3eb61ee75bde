/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { WorkPackCasesQuery, WorkPackCasesQueryVariables } from '../types'

export const WorkPackCases = operation<WorkPackCasesQuery, WorkPackCasesQueryVariables>('query', 'WorkPackCases', '1c1b851e9b041dda55552b70ed2cee30c38347a86bb0d911ab403f05b247e0a7')

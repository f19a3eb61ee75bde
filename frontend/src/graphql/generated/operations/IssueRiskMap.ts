/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { IssueRiskMapMutation, IssueRiskMapMutationVariables } from '../types'

export const IssueRiskMap = operation<IssueRiskMapMutation, IssueRiskMapMutationVariables>('mutation', 'IssueRiskMap', '012d7cbb4dd2e095567ea9bdbca5a5d8fad15b5713a472c915764da15f6ff4d9')

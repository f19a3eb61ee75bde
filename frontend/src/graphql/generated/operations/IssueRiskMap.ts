/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { IssueRiskMapMutation, IssueRiskMapMutationVariables } from '../types'

export const IssueRiskMap = operation<IssueRiskMapMutation, IssueRiskMapMutationVariables>('mutation', 'IssueRiskMap', '9bfb652bf53bf7535b2c55d8b884869e91b1406733842bd864bb4072843847b9')

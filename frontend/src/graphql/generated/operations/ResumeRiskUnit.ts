/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { ResumeRiskUnitMutation, ResumeRiskUnitMutationVariables } from '../types'

export const ResumeRiskUnit = operation<ResumeRiskUnitMutation, ResumeRiskUnitMutationVariables>('mutation', 'ResumeRiskUnit', 'b571e8bac485fc86626eab3170b576a9e3e719b501a7bc7e1ab8dcccac1dd183')

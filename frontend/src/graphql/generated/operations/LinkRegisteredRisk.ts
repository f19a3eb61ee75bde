/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { LinkRegisteredRiskMutation, LinkRegisteredRiskMutationVariables } from '../types'

export const LinkRegisteredRisk = operation<LinkRegisteredRiskMutation, LinkRegisteredRiskMutationVariables>('mutation', 'LinkRegisteredRisk', '4d7669550c394c3783b71a15b93d6221962d097a75aaf353b0f33fc3b677fc18')

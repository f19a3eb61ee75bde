/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { LinkRegisteredRiskMutation, LinkRegisteredRiskMutationVariables } from '../types'

export const LinkRegisteredRisk = operation<LinkRegisteredRiskMutation, LinkRegisteredRiskMutationVariables>('mutation', 'LinkRegisteredRisk', '2395aa80d5977ad760574348da0f65c0736771eb9c9c76c4302ea80b98552df0')

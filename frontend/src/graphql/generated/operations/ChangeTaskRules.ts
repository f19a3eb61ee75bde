/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { ChangeTaskRulesMutation, ChangeTaskRulesMutationVariables } from '../types'

export const ChangeTaskRules = operation<ChangeTaskRulesMutation, ChangeTaskRulesMutationVariables>('mutation', 'ChangeTaskRules', 'ed46d27ef8c5ece47ec45a65ec5678e4a9bb017066c0b8712742de6455fbcc10')

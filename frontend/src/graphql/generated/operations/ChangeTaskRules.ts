/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { ChangeTaskRulesMutation, ChangeTaskRulesMutationVariables } from '../types'

export const ChangeTaskRules = operation<ChangeTaskRulesMutation, ChangeTaskRulesMutationVariables>('mutation', 'ChangeTaskRules', '0224a560d142dd36df12f810e291c413f11673ca2ad1cfdd8b012c905b6bdfbe')

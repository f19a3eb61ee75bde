/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { ChangeTaskRulesMutation, ChangeTaskRulesMutationVariables } from '../types'

export const ChangeTaskRules = operation<ChangeTaskRulesMutation, ChangeTaskRulesMutationVariables>('mutation', 'ChangeTaskRules', 'dee954e6f2f213ea7c3391ea378fbf5b6a7cbad47a7dfacd3c1c7118e7779abb')

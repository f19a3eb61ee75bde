/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { BindRiskSourceMutation, BindRiskSourceMutationVariables } from '../types'

export const BindRiskSource = operation<BindRiskSourceMutation, BindRiskSourceMutationVariables>('mutation', 'BindRiskSource', 'e7e56c1ad39355b423b984f4a52752cde950384d63026fca8dfb321fdc81f062')

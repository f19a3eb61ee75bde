/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { BindRiskSourceMutation, BindRiskSourceMutationVariables } from '../types'

export const BindRiskSource = operation<BindRiskSourceMutation, BindRiskSourceMutationVariables>('mutation', 'BindRiskSource', '72755aab086b30c07a8151210f0612fcf933b73a2251fd42854d1115d54b1764')

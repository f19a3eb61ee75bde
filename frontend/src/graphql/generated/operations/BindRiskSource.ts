/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { BindRiskSourceMutation, BindRiskSourceMutationVariables } from '../types'

export const BindRiskSource = operation<BindRiskSourceMutation, BindRiskSourceMutationVariables>('mutation', 'BindRiskSource', 'fb1fb4937ab478a2c742b78a3b374aa908f83fcd5858dd938c20843ea8477932')

/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { UnbindRiskSourceMutation, UnbindRiskSourceMutationVariables } from '../types'

export const UnbindRiskSource = operation<UnbindRiskSourceMutation, UnbindRiskSourceMutationVariables>('mutation', 'UnbindRiskSource', 'e9df919f79b4aaaad868c72cc97a15b0dfa333a1de0fcf599b6ebb5c2e04bfea')

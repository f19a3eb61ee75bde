/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { ThankDisposalMutation, ThankDisposalMutationVariables } from '../types'

export const ThankDisposal = operation<ThankDisposalMutation, ThankDisposalMutationVariables>('mutation', 'ThankDisposal', '6b8c2f5d75eb1caa3db42cd8ca46293c7188f8e9d33c8a1a8923b415fbe83583')

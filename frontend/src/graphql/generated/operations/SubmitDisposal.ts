/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { SubmitDisposalMutation, SubmitDisposalMutationVariables } from '../types'

export const SubmitDisposal = operation<SubmitDisposalMutation, SubmitDisposalMutationVariables>('mutation', 'SubmitDisposal', '00355a224614e4d996f5b86004316ed3b001bd81667e63bc612c9b9f4c37b00f')

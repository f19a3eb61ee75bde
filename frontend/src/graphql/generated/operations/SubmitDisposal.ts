/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { SubmitDisposalMutation, SubmitDisposalMutationVariables } from '../types'

export const SubmitDisposal = operation<SubmitDisposalMutation, SubmitDisposalMutationVariables>('mutation', 'SubmitDisposal', '31c0a67f6990d0fbcbe985ef2297c7c50d378b3cff7d7194ae6cb0c1a503b0aa')

/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { SubmitDisposalMutation, SubmitDisposalMutationVariables } from '../types'

export const SubmitDisposal = operation<SubmitDisposalMutation, SubmitDisposalMutationVariables>('mutation', 'SubmitDisposal', '46bd0d75143b37ffcc6c3ca0fc3152364e6ef15c9a7805f670dd53f351852508')

/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { SubmitDisposalMutation, SubmitDisposalMutationVariables } from '../types'

export const SubmitDisposal = operation<SubmitDisposalMutation, SubmitDisposalMutationVariables>('mutation', 'SubmitDisposal', '429c829d3c68b88d71c7418b9f8d0dd87f2ded210d0741ce41f28cc8c99fdb61')

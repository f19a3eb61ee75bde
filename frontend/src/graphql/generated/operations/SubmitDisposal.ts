/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { SubmitDisposalMutation, SubmitDisposalMutationVariables } from '../types'

export const SubmitDisposal = operation<SubmitDisposalMutation, SubmitDisposalMutationVariables>('mutation', 'SubmitDisposal', '809d81dbfa1dad5741e3d6d57b938d13fa8abdf89ddfa22edb14be90b7122f2e')

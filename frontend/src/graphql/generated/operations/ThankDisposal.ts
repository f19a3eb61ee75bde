/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { ThankDisposalMutation, ThankDisposalMutationVariables } from '../types'

export const ThankDisposal = operation<ThankDisposalMutation, ThankDisposalMutationVariables>('mutation', 'ThankDisposal', 'd65e730301128719459b5a7384a5cc7a1e603374fea4cb8c82b02639b154fffd')

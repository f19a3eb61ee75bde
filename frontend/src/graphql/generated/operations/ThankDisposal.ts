/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { ThankDisposalMutation, ThankDisposalMutationVariables } from '../types'

export const ThankDisposal = operation<ThankDisposalMutation, ThankDisposalMutationVariables>('mutation', 'ThankDisposal', 'a6a373dd8e6a8e76593b89d6acb8eb75906987af6420f492ffbc8989c2f43c7c')

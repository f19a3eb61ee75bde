/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { ThankDisposalMutation, ThankDisposalMutationVariables } from '../types'

export const ThankDisposal = operation<ThankDisposalMutation, ThankDisposalMutationVariables>('mutation', 'ThankDisposal', '64c9fd9660c9c629bdb46bf674c1535f633a767dc3a326d668ca58b164d8a745')

/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { ThankDisposalMutation, ThankDisposalMutationVariables } from '../types'

export const ThankDisposal = operation<ThankDisposalMutation, ThankDisposalMutationVariables>('mutation', 'ThankDisposal', '4517e4f0f5d650124e6a2754e3623d9ce0eca9527cb3cd485105a4d1a5cafe21')

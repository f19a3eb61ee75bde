/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { EndSignInMutation, EndSignInMutationVariables } from '../types'

export const EndSignIn = operation<EndSignInMutation, EndSignInMutationVariables>('mutation', 'EndSignIn', '9d009e8421e7ac678b0d67953bfcb4466b634a314a049380b18cbf2f81eaabfd')

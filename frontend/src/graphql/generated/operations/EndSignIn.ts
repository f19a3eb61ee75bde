/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { EndSignInMutation, EndSignInMutationVariables } from '../types'

export const EndSignIn = operation<EndSignInMutation, EndSignInMutationVariables>('mutation', 'EndSignIn', '0de29c0eec0a596109174950c5f5b0eb45732430c3d174ec51bc9ed9f7db4a51')

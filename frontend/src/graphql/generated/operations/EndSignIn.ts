/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { EndSignInMutation, EndSignInMutationVariables } from '../types'

export const EndSignIn = operation<EndSignInMutation, EndSignInMutationVariables>('mutation', 'EndSignIn', 'f9ceaf0949c3c7b229277fa692439bf3085e331d2d9a1a781400be7b5379bc22')

/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { EndSignInMutation, EndSignInMutationVariables } from '../types'

export const EndSignIn = operation<EndSignInMutation, EndSignInMutationVariables>('mutation', 'EndSignIn', '1485a0866deb13e7cc994973c969f5fd35cb657432d8eb4fc78d0c345cdd96d4')

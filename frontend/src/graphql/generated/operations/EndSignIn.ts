/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { EndSignInMutation, EndSignInMutationVariables } from '../types'

export const EndSignIn = operation<EndSignInMutation, EndSignInMutationVariables>('mutation', 'EndSignIn', 'f41f9eb3247d88f4fe008620a9c689d8f4465764b50a5d9c7cd0901cf9a6e9d6')

/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { ReleaseSignInMutation, ReleaseSignInMutationVariables } from '../types'

export const ReleaseSignIn = operation<ReleaseSignInMutation, ReleaseSignInMutationVariables>('mutation', 'ReleaseSignIn', '14be2dc5eb0436fad403fbee95ad890ea99928b07427ab77649a1411e8faae75')

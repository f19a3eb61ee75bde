/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { ReleaseSignInMutation, ReleaseSignInMutationVariables } from '../types'

export const ReleaseSignIn = operation<ReleaseSignInMutation, ReleaseSignInMutationVariables>('mutation', 'ReleaseSignIn', '227935a124ce9c7a674c5737ba6168ade21199b1d93ac825a4708eda889301e9')

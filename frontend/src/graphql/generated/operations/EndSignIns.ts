/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { EndSignInsMutation, EndSignInsMutationVariables } from '../types'

export const EndSignIns = operation<EndSignInsMutation, EndSignInsMutationVariables>('mutation', 'EndSignIns', 'fb0ea5c382c202d877caf8bb8cf3901e667192f5f62c9eab01bc4e36a515ce44')

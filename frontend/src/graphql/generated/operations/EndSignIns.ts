/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { EndSignInsMutation, EndSignInsMutationVariables } from '../types'

export const EndSignIns = operation<EndSignInsMutation, EndSignInsMutationVariables>('mutation', 'EndSignIns', '659e5d47e36fcf3923c9b945f42687461b2e0ded324e10720be00a74e486379c')

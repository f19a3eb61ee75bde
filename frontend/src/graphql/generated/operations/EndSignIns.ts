/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { EndSignInsMutation, EndSignInsMutationVariables } from '../types'

export const EndSignIns = operation<EndSignInsMutation, EndSignInsMutationVariables>('mutation', 'EndSignIns', '5d7c835386c70045b4a9fb060189914d6064806c90f9ff9823d356d10f5df61f')

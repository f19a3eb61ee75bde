/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { EndSignInsMutation, EndSignInsMutationVariables } from '../types'

export const EndSignIns = operation<EndSignInsMutation, EndSignInsMutationVariables>('mutation', 'EndSignIns', '7011534ff9606abb028e49faa7d84638d972ab03536bb58a96e24180c65503ce')

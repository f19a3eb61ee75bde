/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { EndSignInsMutation, EndSignInsMutationVariables } from '../types'

export const EndSignIns = operation<EndSignInsMutation, EndSignInsMutationVariables>('mutation', 'EndSignIns', '7604b484ee11b2e9ce6797dece7ac7002355379d7cd8d25c714f583a5a3fa12f')

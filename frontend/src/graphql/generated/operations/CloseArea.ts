/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { CloseAreaMutation, CloseAreaMutationVariables } from '../types'

export const CloseArea = operation<CloseAreaMutation, CloseAreaMutationVariables>('mutation', 'CloseArea', 'f451dde149deb4f946f20a6c2840f05fdd220f26a876cd3a71d4d69388c1ef0a')

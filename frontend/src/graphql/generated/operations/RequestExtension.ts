/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { RequestExtensionMutation, RequestExtensionMutationVariables } from '../types'

export const RequestExtension = operation<RequestExtensionMutation, RequestExtensionMutationVariables>('mutation', 'RequestExtension', 'a52df1e211a0d00a1c56855bd0f0c37064e06e2b2649ad4cdbaca49e070905c8')

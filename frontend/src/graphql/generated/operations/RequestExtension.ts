/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { RequestExtensionMutation, RequestExtensionMutationVariables } from '../types'

export const RequestExtension = operation<RequestExtensionMutation, RequestExtensionMutationVariables>('mutation', 'RequestExtension', '20faf5ccd76dc51b7b9b48dca8a72c4aca3bed1bfdd50cf3b9933ce1a5e08f02')

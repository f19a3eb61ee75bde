/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { RequestExtensionMutation, RequestExtensionMutationVariables } from '../types'

export const RequestExtension = operation<RequestExtensionMutation, RequestExtensionMutationVariables>('mutation', 'RequestExtension', '6823f03eba78fcc5c02c452cae85fa9b3ed805becbe82975dc2a51d1dea0f578')

/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { RequestExtensionMutation, RequestExtensionMutationVariables } from '../types'

export const RequestExtension = operation<RequestExtensionMutation, RequestExtensionMutationVariables>('mutation', 'RequestExtension', '25a3073258bc0666f3f934a4026913ddf9a77ace73a44e45499b030da80c8360')

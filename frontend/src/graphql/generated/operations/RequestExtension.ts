/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { RequestExtensionMutation, RequestExtensionMutationVariables } from '../types'

export const RequestExtension = operation<RequestExtensionMutation, RequestExtensionMutationVariables>('mutation', 'RequestExtension', '2f2eef5ccd643efa74fc7d0554056e62b78e83292dcef1f8089d376098f87be0')

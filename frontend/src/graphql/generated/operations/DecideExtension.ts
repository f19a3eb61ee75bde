/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { DecideExtensionMutation, DecideExtensionMutationVariables } from '../types'

export const DecideExtension = operation<DecideExtensionMutation, DecideExtensionMutationVariables>('mutation', 'DecideExtension', '975305dff4b7f35068eb0a94735c9375b0f636ce102bd66198994cebac52dd96')

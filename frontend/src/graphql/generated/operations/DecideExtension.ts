/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { DecideExtensionMutation, DecideExtensionMutationVariables } from '../types'

export const DecideExtension = operation<DecideExtensionMutation, DecideExtensionMutationVariables>('mutation', 'DecideExtension', '322d4b53f5a21418962a6bfb0c12cf328a650edaecd2737d3e69b0e20e1c121e')

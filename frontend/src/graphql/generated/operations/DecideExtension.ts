/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { DecideExtensionMutation, DecideExtensionMutationVariables } from '../types'

export const DecideExtension = operation<DecideExtensionMutation, DecideExtensionMutationVariables>('mutation', 'DecideExtension', 'aba74a52dff53f0e554e97b839bb7addbb68615719b6af4f034f9bcf5b49a19d')

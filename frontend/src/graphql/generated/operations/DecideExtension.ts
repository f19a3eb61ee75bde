/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { DecideExtensionMutation, DecideExtensionMutationVariables } from '../types'

export const DecideExtension = operation<DecideExtensionMutation, DecideExtensionMutationVariables>('mutation', 'DecideExtension', 'f15a8ab87bd2384a14e2b7e71b935ca70b6656164ae840514f6f634aaa5dc749')

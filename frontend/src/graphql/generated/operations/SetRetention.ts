/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { SetRetentionMutation, SetRetentionMutationVariables } from '../types'

export const SetRetention = operation<SetRetentionMutation, SetRetentionMutationVariables>('mutation', 'SetRetention', '4e797e15dede6c10a605406aa5c5400882084099b3f066874996d0f6b03d6449')

/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { IncludeStageMutation, IncludeStageMutationVariables } from '../types'

export const IncludeStage = operation<IncludeStageMutation, IncludeStageMutationVariables>('mutation', 'IncludeStage', '174ac2a584df5c47e62ad99305b2bb8225210e4bf1810efe99f377219555bc6f')

/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { ChangeTagMutation, ChangeTagMutationVariables } from '../types'

export const ChangeTag = operation<ChangeTagMutation, ChangeTagMutationVariables>('mutation', 'ChangeTag', 'f4ec1cceb012680ae4065d8bb5e8f6bbf0c6d564a2a8c603f16faa2af71950ba')

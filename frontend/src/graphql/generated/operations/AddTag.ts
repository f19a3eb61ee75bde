/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { AddTagMutation, AddTagMutationVariables } from '../types'

export const AddTag = operation<AddTagMutation, AddTagMutationVariables>('mutation', 'AddTag', '6b9942d249f6ebb59f48d6c0a6cd3ffb3d7a906c5cb10fc785207bf597aa336a')

/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { ChangePostMutation, ChangePostMutationVariables } from '../types'

export const ChangePost = operation<ChangePostMutation, ChangePostMutationVariables>('mutation', 'ChangePost', '1f845a5ca7079159be091f184b134aee61cf13c85b0382cb6e908cd414432b89')

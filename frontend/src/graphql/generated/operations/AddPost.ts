/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { AddPostMutation, AddPostMutationVariables } from '../types'

export const AddPost = operation<AddPostMutation, AddPostMutationVariables>('mutation', 'AddPost', 'c717cce7651bfc72bcc84eddec9d27d478c3c193235ea90a839bb5e4856c5db8')

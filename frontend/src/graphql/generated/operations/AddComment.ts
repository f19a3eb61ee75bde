/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { AddCommentMutation, AddCommentMutationVariables } from '../types'

export const AddComment = operation<AddCommentMutation, AddCommentMutationVariables>('mutation', 'AddComment', 'b43ece552cb98062dd365ab45f354d1ff13c65d8e231870496c5c79de79ef1cc')

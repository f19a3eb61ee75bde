/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { PublishNoticeMutation, PublishNoticeMutationVariables } from '../types'

export const PublishNotice = operation<PublishNoticeMutation, PublishNoticeMutationVariables>('mutation', 'PublishNotice', '6dd05d285b2fb2168e3af0afb4392e7b86fd9356e3a6379c72f6064fff0e1940')

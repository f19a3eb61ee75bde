/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { PostsQuery, PostsQueryVariables } from '../types'

export const Posts = operation<PostsQuery, PostsQueryVariables>('query', 'Posts', '9ccdd9dbedeff1ef169043b35706d954de202a895023f8a3092932efcf59fb48')

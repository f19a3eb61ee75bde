/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { SourcesQuery, SourcesQueryVariables } from '../types'

export const Sources = operation<SourcesQuery, SourcesQueryVariables>('query', 'Sources', '3e184279b8e75846a397f325e0c3dcc3f421be932178ef6ba73f5d264fe2a87b')

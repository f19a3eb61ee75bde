/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { TagsQuery, TagsQueryVariables } from '../types'

export const Tags = operation<TagsQuery, TagsQueryVariables>('query', 'Tags', 'cfe80d516d01326d431466602c24136ca9a1abd5119b3acd9574d062f6b270e7')

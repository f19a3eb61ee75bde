/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { SourcesQuery, SourcesQueryVariables } from '../types'

export const Sources = operation<SourcesQuery, SourcesQueryVariables>('query', 'Sources', 'a613bd753b1be569692e96df334fa5c248163f5dff8a4b2751538208f88dabb7')

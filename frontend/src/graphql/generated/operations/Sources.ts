/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { SourcesQuery, SourcesQueryVariables } from '../types'

export const Sources = operation<SourcesQuery, SourcesQueryVariables>('query', 'Sources', '2ffce020ff1f198fe9eed377fef19d8b95d22157cc36b92f2691d7b1559dc896')

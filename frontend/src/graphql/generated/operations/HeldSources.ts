/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { HeldSourcesQuery, HeldSourcesQueryVariables } from '../types'

export const HeldSources = operation<HeldSourcesQuery, HeldSourcesQueryVariables>('query', 'HeldSources', '068d18ada2b7543413ed7bb75fc7e8079d506ee45846287056ad253381488f67')

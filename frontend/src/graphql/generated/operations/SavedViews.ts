/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { SavedViewsQuery, SavedViewsQueryVariables } from '../types'

export const SavedViews = operation<SavedViewsQuery, SavedViewsQueryVariables>('query', 'SavedViews', 'e38a1bc1bcd54596fccbde4e2fe5c46c6123b22b0c218803a41405e1f4822d99')

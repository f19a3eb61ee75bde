/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { SourceNamesQuery, SourceNamesQueryVariables } from '../types'

export const SourceNames = operation<SourceNamesQuery, SourceNamesQueryVariables>('query', 'SourceNames', '62d12af4305e1587ebcc8b0f029994b064f175168852d9516a008b5ff5d86894')

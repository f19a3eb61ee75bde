/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { SourceQuery, SourceQueryVariables } from '../types'

export const Source = operation<SourceQuery, SourceQueryVariables>('query', 'Source', '9218a425f05398e002075b8d8d479ce9e32838a9e8621c8b06b17fa75033f325')

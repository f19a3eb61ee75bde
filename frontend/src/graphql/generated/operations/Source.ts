/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { SourceQuery, SourceQueryVariables } from '../types'

export const Source = operation<SourceQuery, SourceQueryVariables>('query', 'Source', 'e652fea3d0f1941ba23ed0ca5fd9d14aa29569decf02b81ef99e04cb9191500f')

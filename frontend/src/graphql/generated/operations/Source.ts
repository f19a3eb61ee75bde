/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { SourceQuery, SourceQueryVariables } from '../types'

export const Source = operation<SourceQuery, SourceQueryVariables>('query', 'Source', '7145e19e8b4ee5d5feb6f6857b18699a77cafbbb1d33d996b03d1312df26a09f')

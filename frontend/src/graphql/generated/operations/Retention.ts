/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { RetentionQuery, RetentionQueryVariables } from '../types'

export const Retention = operation<RetentionQuery, RetentionQueryVariables>('query', 'Retention', 'effb46a4263a55a4fb9b0b78bffab93996664fb5d970ae2e0eb8203656396efa')

/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { ProgressQuery, ProgressQueryVariables } from '../types'

export const Progress = operation<ProgressQuery, ProgressQueryVariables>('query', 'Progress', '5d7bcd01808ae620ac6b198224f3d6716a7f8fc2d1b0d9c3c987cad8b8eff650')

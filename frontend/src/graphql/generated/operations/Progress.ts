/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { ProgressQuery, ProgressQueryVariables } from '../types'

export const Progress = operation<ProgressQuery, ProgressQueryVariables>('query', 'Progress', '6ca71af59b1019eb83db9428ed29387d26966ba064a66ad8653612c8056b7ee7')

/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { ProgressQuery, ProgressQueryVariables } from '../types'

export const Progress = operation<ProgressQuery, ProgressQueryVariables>('query', 'Progress', '311de959b8aa9b735f2cdf80ebb983e1029987ab413533d82c82ca010789fcdd')

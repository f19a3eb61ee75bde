/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { WorkPackQuery, WorkPackQueryVariables } from '../types'

export const WorkPack = operation<WorkPackQuery, WorkPackQueryVariables>('query', 'WorkPack', '8c13d34ba5ee6018007733d3274879a4e05ebf8c052e4413c444d7a557f6d5cd')

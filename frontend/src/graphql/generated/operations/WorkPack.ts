/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { WorkPackQuery, WorkPackQueryVariables } from '../types'

export const WorkPack = operation<WorkPackQuery, WorkPackQueryVariables>('query', 'WorkPack', 'ebd4a7ca3dfcea4c9ca80ee19ac3f437a68d60a513d68ee3fdf728f1e7c66f3c')

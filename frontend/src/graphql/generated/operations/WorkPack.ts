/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { WorkPackQuery, WorkPackQueryVariables } from '../types'

export const WorkPack = operation<WorkPackQuery, WorkPackQueryVariables>('query', 'WorkPack', 'ca19088042fc1f19d6a70958206e8d0587ae5883ca19a8e0df92f0c734734205')

/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { WorkPackQuery, WorkPackQueryVariables } from '../types'

export const WorkPack = operation<WorkPackQuery, WorkPackQueryVariables>('query', 'WorkPack', 'fde9daecbd896d702555b94fc7af5b969f36b22bae020d08a59bab26b1da8041')

/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { WorkPackQuery, WorkPackQueryVariables } from '../types'

export const WorkPack = operation<WorkPackQuery, WorkPackQueryVariables>('query', 'WorkPack', '1986cb221583e6c1c9e1e70d117267711d788159fa9d527bacd0c97abc46cb11')

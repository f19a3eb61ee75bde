/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { WorkPackQuery, WorkPackQueryVariables } from '../types'

export const WorkPack = operation<WorkPackQuery, WorkPackQueryVariables>('query', 'WorkPack', '545abb7796409d3445e48efc3ccf3be14a01f722e17139aaae875806bc38a4e6')

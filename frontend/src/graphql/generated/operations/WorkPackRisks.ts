/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { WorkPackRisksQuery, WorkPackRisksQueryVariables } from '../types'

export const WorkPackRisks = operation<WorkPackRisksQuery, WorkPackRisksQueryVariables>('query', 'WorkPackRisks', 'd6e607457129e49365096b721856a89960f6b7f4b11e41b006e710e038c181b8')

/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { SourceScoresQuery, SourceScoresQueryVariables } from '../types'

export const SourceScores = operation<SourceScoresQuery, SourceScoresQueryVariables>('query', 'SourceScores', '5d3300ad79baf2e0a46455042861e6c64a789a7ba2398c59f51224cdbc38d953')

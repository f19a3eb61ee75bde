/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { SourceTrendQuery, SourceTrendQueryVariables } from '../types'

export const SourceTrend = operation<SourceTrendQuery, SourceTrendQueryVariables>('query', 'SourceTrend', 'edc8b606e3bedc7f614f189bad8b4e2d33f4fa66970f0a5c56414140b5b508ef')

/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { OverviewSumsQuery, OverviewSumsQueryVariables } from '../types'

export const OverviewSums = operation<OverviewSumsQuery, OverviewSumsQueryVariables>('query', 'OverviewSums', '200e060e2e2521c4f1311bba955513baec0a356c2293ddd47d2efc6a349f3c85')

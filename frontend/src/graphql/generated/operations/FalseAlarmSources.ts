/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { FalseAlarmSourcesQuery, FalseAlarmSourcesQueryVariables } from '../types'

export const FalseAlarmSources = operation<FalseAlarmSourcesQuery, FalseAlarmSourcesQueryVariables>('query', 'FalseAlarmSources', 'c550ea172fe865a23447dfacd16712c8240600dcb3b7f78ebd527f92be033ef7')

/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { ReportTimelineQuery, ReportTimelineQueryVariables } from '../types'

export const ReportTimeline = operation<ReportTimelineQuery, ReportTimelineQueryVariables>('query', 'ReportTimeline', '6718344a94e466b5487895e23d1f3923f291ff644faf06ac9ffcd27eb6ea42e8')

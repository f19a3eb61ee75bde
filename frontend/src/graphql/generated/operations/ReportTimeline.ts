/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { ReportTimelineQuery, ReportTimelineQueryVariables } from '../types'

export const ReportTimeline = operation<ReportTimelineQuery, ReportTimelineQueryVariables>('query', 'ReportTimeline', '0aa3ce818342f4a11b9bbdac964a31052d97945767ea697bbcf9facf48e58388')

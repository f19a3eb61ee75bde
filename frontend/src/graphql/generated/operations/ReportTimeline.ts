/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { ReportTimelineQuery, ReportTimelineQueryVariables } from '../types'

export const ReportTimeline = operation<ReportTimelineQuery, ReportTimelineQueryVariables>('query', 'ReportTimeline', '584b5752a44278b49693dcff6c8c2d8580027dd879833ffe96f1832700c994ae')

/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { ReportThreadQuery, ReportThreadQueryVariables } from '../types'

export const ReportThread = operation<ReportThreadQuery, ReportThreadQueryVariables>('query', 'ReportThread', '584b5752a44278b49693dcff6c8c2d8580027dd879833ffe96f1832700c994ae')

/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { ReportThreadQuery, ReportThreadQueryVariables } from '../types'

export const ReportThread = operation<ReportThreadQuery, ReportThreadQueryVariables>('query', 'ReportThread', '340c06035338f70a151de9b8611bd056a759527e4d2179efe4e66cc447082d9f')

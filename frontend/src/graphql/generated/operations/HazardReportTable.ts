/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { HazardReportTableQuery, HazardReportTableQueryVariables } from '../types'

export const HazardReportTable = operation<HazardReportTableQuery, HazardReportTableQueryVariables>('query', 'HazardReportTable', '75311f6fc8381309deaa5de13c38c7f4577cea2f4e87bb762206b84462c9a052')

/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { HazardReportQuery, HazardReportQueryVariables } from '../types'

export const HazardReport = operation<HazardReportQuery, HazardReportQueryVariables>('query', 'HazardReport', 'dcc94b2a78eb0860c9e1000b2db333b001468eafe804317215a192b747df91b1')

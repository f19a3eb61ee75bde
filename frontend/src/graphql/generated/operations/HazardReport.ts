/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { HazardReportQuery, HazardReportQueryVariables } from '../types'

export const HazardReport = operation<HazardReportQuery, HazardReportQueryVariables>('query', 'HazardReport', 'a46dcafa3fcfaa70bfcc15e19ff18dd2d7c98667045c0d41c3f2a82c73330308')

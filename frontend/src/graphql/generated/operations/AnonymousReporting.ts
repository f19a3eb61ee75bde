/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { AnonymousReportingQuery, AnonymousReportingQueryVariables } from '../types'

export const AnonymousReporting = operation<AnonymousReportingQuery, AnonymousReportingQueryVariables>('query', 'AnonymousReporting', 'eafbd483f321a56f007e0dad35e595b9666d725600c73826c7dceae055509785')

/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { CoveredEventsQuery, CoveredEventsQueryVariables } from '../types'

export const CoveredEvents = operation<CoveredEventsQuery, CoveredEventsQueryVariables>('query', 'CoveredEvents', '9e2eed303aaa562a756470bae97b66e1bd7d9159cad983e1f28399bf4ce0a9d6')

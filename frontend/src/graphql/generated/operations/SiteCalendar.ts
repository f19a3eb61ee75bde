/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { SiteCalendarQuery, SiteCalendarQueryVariables } from '../types'

export const SiteCalendar = operation<SiteCalendarQuery, SiteCalendarQueryVariables>('query', 'SiteCalendar', '52ee81a450ee693488a87565864644c3204368a66a6a174b4615ecc5d6d642a9')

/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { SiteAdviceQuery, SiteAdviceQueryVariables } from '../types'

export const SiteAdvice = operation<SiteAdviceQuery, SiteAdviceQueryVariables>('query', 'SiteAdvice', '1f03752c4d91e4dac7a66ccc5c3c95d542395d81d1350d23e100c4396e667ed3')

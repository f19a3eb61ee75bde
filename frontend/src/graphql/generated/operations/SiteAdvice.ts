/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { SiteAdviceQuery, SiteAdviceQueryVariables } from '../types'

export const SiteAdvice = operation<SiteAdviceQuery, SiteAdviceQueryVariables>('query', 'SiteAdvice', 'df30e9e142bec4c1cf73b907d736a3599179fe9815e8cb7b1c1dab8b613d6746')

/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { operation } from '@/shared/operation'
import type { RiskEventQuery, RiskEventQueryVariables } from '../types'

export const RiskEvent = operation<RiskEventQuery, RiskEventQueryVariables>('query', 'RiskEvent', '47aa20064d77c3aabaddaea4a09f172908a4ab7d154bb2fc074cd0f6ce62f2a6')
